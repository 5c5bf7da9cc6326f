/** What index.html carries where the nonce of this answer goes: `<meta name="csp-nonce" content="__CSP_NONCE__">`. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/** Folder of the built workers, below the root of the desk. Their answers alone may compile WebAssembly. */
export const WORKERS_PATH = '/workers/'

const PAGE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'font-src': "'self'",
  'connect-src': "'self' blob:",
  'worker-src': "'self'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

const WORKER_POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'connect-src': "'self' blob:",
  'worker-src': "'self'",
}

/**
 * The Content-Security-Policy of the desk's page, the same from `app://desk` and from the web server.
 * @param nonce random, fresh for each answer, base64url; the only way a style element gets in
 */
export function pageSecurityPolicy(nonce: string): string {
  return join({ ...PAGE_POLICY, 'style-src': `'self' 'nonce-${nonce}'` })
}

/** The policy of a worker's own answer: WebAssembly (QR, OCR) compiles there and nowhere else. */
export function workerSecurityPolicy(): string {
  return join(WORKER_POLICY)
}

/**
 * Every security header of one static file of the desk.
 * @param path path below the root of the desk, starting with `/`
 * @param nonce see {@link pageSecurityPolicy}
 */
export function securityHeaders(path: string, nonce: string): Record<string, string> {
  return {
    'content-security-policy': path.startsWith(WORKERS_PATH) ? workerSecurityPolicy() : pageSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
  }
}

/** Puts the nonce of this answer into the text of index.html. */
export function insertNonce(html: string, nonce: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce)
}

function join(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}
