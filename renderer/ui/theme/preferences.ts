import { z } from 'zod'

/** What a person chose for this PC; holds no personal data. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  language: z.enum(['vi', 'en']),
})
export type Preferences = z.infer<typeof Preferences>

const key = 'mot-cua.preferences'
const initial: Preferences = { theme: 'system', language: 'vi' }
const listeners = new Set<() => void>()
let current = read()

/** The person's choices, as a value to be watched. */
export const preferences = {
  get: (): Preferences => current,
  subscribe(onChange: () => void): () => void {
    listeners.add(onChange)
    return () => listeners.delete(onChange)
  },
  set(change: Partial<Preferences>): void {
    current = { ...current, ...change }
    globalThis.localStorage?.setItem(key, JSON.stringify(current))
    for (const listener of listeners) listener()
  },
}

function read(): Preferences {
  try {
    const parsed = Preferences.safeParse(JSON.parse(globalThis.localStorage?.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : initial
  } catch {
    // Storage denied or the text torn: the defaults are as good as any.
    return initial
  }
}
