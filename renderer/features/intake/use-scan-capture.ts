import { useEffect, useRef } from 'react'
import { isInDialog } from '#renderer/ui/use-shortcut.ts'
import { createWedgeReader, maxGapMs } from './wedge-reader.ts'

/** How long keys must rest before a scan without Enter counts as finished. */
const restMs = maxGapMs + 50

const cardText = /\d{12}\|[^|]*\|[^|]+\|[^|]*\|.*$/

type Before = { field: HTMLInputElement | HTMLTextAreaElement; value: string; start: number | null; end: number | null }

/**
 * Hears keyboard-wedge scanners and pasted QR texts anywhere on the page but in a dialog, whose field takes them itself. The
 * focused field is put back as it was, the scanner's Enter or Tab never reaches it. Texts that only a Vietnamese keyboard could
 * have passed on slowly are taken from the field when Enter comes.
 */
export function useScanCapture(onScan: (text: string) => void): void {
  const latest = useRef(onScan)
  latest.current = onScan

  useEffect(() => {
    const reader = createWedgeReader()
    let before: Before | null = null
    let timer: number | undefined

    const finish = (text: string) => {
      window.clearTimeout(timer)
      if (before !== null) putBack(before)
      before = null
      latest.current(text)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isInDialog(event.target)) return
      const slow = event.key === 'Enter' ? scanInField(event.target) : null
      const verdict = reader.key(event.key, event.timeStamp)
      if (verdict.kind === 'pass' && verdict.burstStarted) before = remember(event.target)
      if (verdict.kind === 'pass' && slow === null) return
      event.preventDefault()
      event.stopPropagation()
      if (verdict.kind === 'scan') return finish(verdict.text)
      if (slow !== null) {
        before = slow.before
        return finish(slow.text)
      }
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        const text = reader.takeIfDone(performance.now())
        if (text !== null) finish(text)
      }, restMs)
    }
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      if (isInDialog(event.target) || !/^\d{12}\|/.test(text)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current(text)
    }
    window.addEventListener('keydown', onKeyDown, true)
    window.addEventListener('paste', onPaste, true)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('keydown', onKeyDown, true)
      window.removeEventListener('paste', onPaste, true)
    }
  }, [])
}

function remember(target: EventTarget | null): Before | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
  return { field: target, value: target.value, start: target.selectionStart, end: target.selectionEnd }
}

/** A card's text that ended up in a field, with what stood there before it. */
function scanInField(target: EventTarget | null): { text: string; before: Before } | null {
  const now = remember(target)
  const found = now === null ? null : cardText.exec(now.value)
  if (now === null || found === null) return null
  return { text: found[0], before: { ...now, value: now.value.slice(0, found.index), start: null, end: null } }
}

function putBack({ field, value, start, end }: Before): void {
  if (field.value !== value) {
    // React hears the change only through the native setter and an input event.
    const proto = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
    Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (start !== null && document.activeElement === field) field.setSelectionRange(start, end)
}
