import { useEffect, useRef } from 'react'

/** One key of the page, as the key map (`?`) lists it. `keys` like `F2`, `Ctrl+K`, `Ctrl+Enter`, `?`; alternatives by `|`. */
export type Shortcut = { keys: string; label: string; run: () => void }

const active: { current: Shortcut }[] = []

/** Every shortcut that works right now, newest first. */
export function listShortcuts(): Shortcut[] {
  return active.map((one) => one.current).reverse()
}

/**
 * Gives a key a meaning while the component is on screen; the newest component wins. Keys without Ctrl or F stay
 * silent while a person types in a field.
 */
export function useShortcut(keys: string, label: string, run: () => void, enabled = true): void {
  const shortcut = useRef<Shortcut>({ keys, label, run })
  shortcut.current = { keys, label, run }
  useEffect(() => {
    if (!enabled) return
    active.push(shortcut)
    if (active.length === 1) window.addEventListener('keydown', dispatch)
    return () => {
      active.splice(active.indexOf(shortcut), 1)
      if (active.length === 0) window.removeEventListener('keydown', dispatch)
    }
  }, [enabled])
}

function dispatch(event: KeyboardEvent): void {
  // A scan or an IME in the middle of a syllable is not a command.
  if (event.isComposing || event.defaultPrevented) return
  const pressed = nameOf(event)
  const plain = !event.ctrlKey && !/^F\d+$/.test(event.key) && event.key !== 'Escape'
  // In a field Ctrl+Z takes back what was typed, nothing else.
  if ((plain || pressed === 'ctrl+z') && isTyping(event.target)) return
  if ((plain || event.key === 'Escape') && isInDialog(event.target)) return
  const found = listShortcuts().find((one) => one.keys.split('|').some((keys) => keys.toLowerCase() === pressed))
  if (found === undefined) return
  event.preventDefault()
  found.run()
}

/** `ctrl+alt+k`, `f2`, `?`: what was pressed, in the order the registry writes it. */
export function nameOf(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'key'>): string {
  const key = event.key.toLowerCase()
  const shift = event.shiftKey && key.length > 1 ? 'shift+' : ''
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${shift}${key}`
}

/** A dialog closes by its own Esc, and keys of the page behind it stay silent; so do scanners, whose text is the dialog's. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog[open]') !== null
}

/** What takes no words does not keep the keys from working. */
const wordless = new Set(['radio', 'checkbox', 'button', 'submit', 'range', 'file'])

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !wordless.has(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
