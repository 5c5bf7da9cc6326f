import type { BrowserContext } from 'playwright'

/**
 * Collects every breach of the security policy that Chromium reports on its console, from the first page on.
 * Call before the first page is opened.
 */
export function watchViolations(context: BrowserContext): () => Promise<string[]> {
  const said: string[] = []
  context.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) said.push(message.text())
  })
  return async () => {
    // Messages are ordered: once these are back, all earlier ones are.
    for (const page of context.pages()) await page.evaluate(() => undefined)
    return [...said]
  }
}
