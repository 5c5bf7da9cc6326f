import { describe, expect, it } from 'vitest'
import { CookieJar } from '#main/centre/cookie-jar.ts'

const NOW = Date.parse('2026-11-22T08:00:00+07:00')

describe('the cookie jar of the desk', () => {
  it('sends a cookie below its path and nowhere else', () => {
    const jar = new CookieJar()
    jar.take(['a=1; Path=/centre/api; HttpOnly'], NOW)
    expect(jar.headerFor('/centre/api/device', NOW)).toBe('a=1')
    expect(jar.headerFor('/centre/api', NOW)).toBe('a=1')
    expect(jar.headerFor('/centre/apis', NOW)).toBeUndefined()
    expect(jar.headerFor('/centre/db/x', NOW)).toBeUndefined()
  })

  it('takes several cookies from one line, whose dates hold commas too', () => {
    const jar = new CookieJar()
    jar.take(['a=1; Path=/; Expires=Mon, 23 Nov 2026 01:00:00 GMT, b=x=y; Path=/'], NOW)
    expect(jar.headerFor('/', NOW)).toBe('a=1; b=x=y')
    expect(jar.lasting().map(({ name }) => name)).toEqual(['a'])
  })

  it('replaces a cookie, and forgets it when the centre ends it or its time is over', () => {
    const jar = new CookieJar()
    jar.take(['a=1; Path=/; Max-Age=60', 'b=1; Path=/'], NOW)
    jar.take(['a=2; Path=/; Max-Age=60', 'b=; Path=/; Max-Age=0'], NOW)
    expect(jar.headerFor('/', NOW)).toBe('a=2')
    expect(jar.headerFor('/', NOW + 60_000)).toBeUndefined()
  })

  it('ignores a line that is no cookie', () => {
    const jar = new CookieJar()
    expect(jar.take(['', '=x', 'Path=/'], NOW)).toBe(true)
    expect(jar.take(['', '=x'], NOW)).toBe(false)
  })
})
