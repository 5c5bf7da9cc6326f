import { describe, expect, it } from 'vitest'
import { defaultBounds, fitBounds, readBounds } from '#main/window/window-bounds.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }

describe('the remembered bounds of the window', () => {
  it('stay where a screen still shows them', () => {
    const bounds = { position: { x: 100, y: 50 }, width: 1366, height: 768, maximized: false }
    expect(fitBounds(bounds, [screen])).toEqual(bounds)
  })

  it('lose a position on a screen that is gone, and keep the size', () => {
    const bounds = { position: { x: 2500, y: 50 }, width: 1366, height: 768, maximized: true }
    expect(fitBounds(bounds, [screen])).toEqual({ ...bounds, position: null })
  })

  it('are the default where there is no file', async () => {
    expect(await readBounds('/no/such/window.json')).toEqual(defaultBounds)
  })
})
