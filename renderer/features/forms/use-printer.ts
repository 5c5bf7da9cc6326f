import { useEffect, useState } from 'react'
import { useBridge } from '#renderer/app/use-desk.ts'

const memoryKey = 'mot-cua.printer'

/** The printers of this PC and the one chosen on it; null = the system's own dialog. Remembered between starts. */
export function usePrinter(): { names: string[]; chosen: string | null; choose(name: string | null): void } {
  const bridge = useBridge()
  const [names, setNames] = useState<string[]>([])
  const [chosen, setChosen] = useState(() => localStorage.getItem(memoryKey))

  useEffect(() => {
    let stopped = false
    bridge.print.listPrinters().then(
      (answer) => {
        if (!stopped && answer.ok) setNames(answer.value.map((one) => one.name))
      },
      // A shell without printers still prints through the dialog.
      () => undefined,
    )
    return () => {
      stopped = true
    }
  }, [bridge])

  const choose = (name: string | null) => {
    setChosen(name)
    if (name === null) localStorage.removeItem(memoryKey)
    else localStorage.setItem(memoryKey, name)
  }
  return { names, chosen: chosen !== null && names.includes(chosen) ? chosen : null, choose }
}
