import { readFile, writeFile } from 'node:fs/promises'
import type { Rectangle } from 'electron'
import { z } from 'zod'

/** What is remembered about the window between two starts. */
export const WindowBounds = z.object({
  /** Null where the system may choose the place. */
  position: z.object({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().min(1024),
  height: z.int().min(700),
  maximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof WindowBounds>

/** The commonest screen of commune desks. */
export const defaultBounds: WindowBounds = { position: null, width: 1366, height: 768, maximized: false }

/** The remembered bounds; the default where there are none or the file is damaged. */
export async function readBounds(file: string): Promise<WindowBounds> {
  try {
    return WindowBounds.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return defaultBounds
  }
}

export async function writeBounds(file: string, bounds: WindowBounds): Promise<void> {
  await writeFile(file, JSON.stringify(bounds))
}

/** Forgets a position that no screen shows any more, for instance after a monitor was unplugged. */
export function fitBounds(bounds: WindowBounds, screens: readonly Rectangle[]): WindowBounds {
  if (!bounds.position) return bounds
  const middle = bounds.position.x + bounds.width / 2
  const top = bounds.position.y
  const titleBarIsSeen = screens.some(({ x, y, width, height }) => middle > x && middle < x + width && top >= y && top < y + height - 40)
  return titleBarIsSeen ? bounds : { ...bounds, position: null }
}
