import { type RefObject, useEffect } from 'react'

/**
 * While something covers the window, the rest of the page takes neither focus nor clicks nor a screen reader; afterwards the focus
 * is back where it was. What covers must stand directly under `body`.
 */
export function useFocusInside(frame: RefObject<HTMLElement | null>, covers: boolean): void {
  useEffect(() => {
    const cover = frame.current
    if (!covers || cover === null) return
    const before = document.activeElement
    const behind = [...document.body.children].filter((one) => one !== cover && one instanceof HTMLElement && !one.inert)
    for (const one of behind) one.toggleAttribute('inert', true)
    cover.focus()
    const keepInside = (event: KeyboardEvent) => {
      if (event.key === 'Tab') turnAround(cover, event)
    }
    cover.addEventListener('keydown', keepInside)
    return () => {
      cover.removeEventListener('keydown', keepInside)
      for (const one of behind) one.toggleAttribute('inert', false)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [frame, covers])
}

/** From the last control on to the first, from the first back to the last. */
function turnAround(cover: HTMLElement, event: KeyboardEvent): void {
  const controls = [...cover.querySelectorAll<HTMLElement>('button:not(:disabled), [href], input, [tabindex="0"]')]
  const [first, last] = [controls[0], controls.at(-1)]
  const at = document.activeElement
  const [edge, to] = event.shiftKey ? [first, last] : [last, first]
  if (at !== edge && !(event.shiftKey && at === cover)) return
  event.preventDefault()
  to?.focus()
}
