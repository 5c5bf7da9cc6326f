import type { Page } from 'playwright'
import { messages } from '#renderer/i18n/messages.ts'

/** Vietnamese messages that an English screen shows; data (names of people, papers, procedures) stays Vietnamese and is not meant. */
export async function findForeignWords(page: Page): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      // Part of a value that says itself what language it is in.
      if (parent === null || parent.closest('body [lang="vi"]') !== null) continue
      if (parent.checkVisibility({ visibilityProperty: true })) texts.push(walker.currentNode.textContent ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (!one.checkVisibility({ visibilityProperty: true })) continue
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(one.getAttribute(name) ?? '')
    }
    return texts
  })
  const english = new Set(flatten(messages.en))
  const foreign = flatten(messages.vi).filter((text) => !english.has(text))
  const exact = new Set(foreign.filter((text) => !text.includes('{{')))
  const patterns = foreign.filter((text) => text.includes('{{') && literalLetters(text) >= 6).map(toPattern)
  const trimmed = new Set(shown.map((text) => text.trim()).filter((text) => text !== ''))
  return [...trimmed]
    .filter((text) => exact.has(text) || patterns.some((pattern) => pattern.test(text)))
    .map((text) => `Vietnamese on an English screen: ${text}`)
}

function flatten(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? flatten(value) : []
  })
}

function literalLetters(text: string): number {
  return text.replaceAll(/\{\{.*?\}\}/g, '').replaceAll(/[^\p{L}]/gu, '').length
}

function toPattern(template: string): RegExp {
  const parts = template.split(/\{\{.*?\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`, 'u')
}
