import { describe, expect, it } from 'vitest'
import { insertNonce, pageSecurityPolicy, securityHeaders } from '#core/bridge/content-security-policy.ts'

describe('the security policy of the desk', () => {
  it('allows neither inline code nor eval, and starts from nothing', () => {
    const policy = pageSecurityPolicy('n')
    expect(policy).not.toMatch(/unsafe/)
    expect(policy.startsWith("default-src 'none'; ")).toBe(true)
  })

  it('lets WebAssembly compile in the answer of a worker and nowhere else', () => {
    expect(securityHeaders('/workers/qr-1.js', 'n')['content-security-policy']).toContain("'wasm-unsafe-eval'")
    expect(securityHeaders('/assets/qr-1.js', 'n')['content-security-policy']).not.toContain('wasm')
    expect(securityHeaders('/x/workers/qr-1.js', 'n')['content-security-policy']).not.toContain('wasm')
  })

  it('puts the same nonce into the page and its policy', () => {
    expect(insertNonce('<meta content="__CSP_NONCE__">', 'abc')).toBe('<meta content="abc">')
    expect(pageSecurityPolicy('abc')).toContain("style-src 'self' 'nonce-abc'")
  })
})
