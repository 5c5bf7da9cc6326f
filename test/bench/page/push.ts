import { getDesk } from './bench-desk.ts'
import { makeDraft } from './save.ts'

/** Takes in dossiers while there is no line; answers their ids. */
export async function takeInOffline(count: number): Promise<string[]> {
  const desk = getDesk()
  const ids: string[] = []
  for (let turn = 0; turn < count; turn++) ids.push((await desk.dossiers.receive(makeDraft(turn))).id)
  return ids
}

/** Milliseconds from the browser's word that the line is back until the outbox is empty. Ask before the line comes back. */
export function untilSent(): Promise<number> {
  const desk = getDesk()
  return new Promise((resolve) => {
    let backMs = Number.NaN
    window.addEventListener(
      'online',
      () => {
        backMs = performance.now()
      },
      { once: true, capture: true },
    )
    const stop = desk.sync.outbox.subscribe(() => {
      if (desk.sync.outbox.get().length > 0) return
      stop()
      resolve(performance.now() - backMs)
    })
  })
}
