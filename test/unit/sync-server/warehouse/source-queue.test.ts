import { describe, expect, it } from 'vitest'
import type { Source } from '#sync-server/warehouse/feed/source.ts'
import { createSourceQueue, type Turn } from '#sync-server/warehouse/feed/source-queue.ts'

const source = (database: string): Source => ({ sourceId: 1, database, agency: null, kind: 'dossiers' })
const sources = (...names: string[]) => names.map(source)

/** A queue whose turns end when the test says so. */
function open(parallel: number) {
  const begun: string[] = []
  const ends = new Map<string, (turn: Turn) => void>()
  const take = ({ database }: Source) => {
    begun.push(database)
    return new Promise<Turn>((end) => ends.set(database, end))
  }
  const queue = createSourceQueue({ parallel, take })
  const end = async (database: string, turn: Turn) => {
    ends.get(database)?.(turn)
    await Promise.resolve().then(() => undefined)
  }
  return { queue, begun, end }
}

describe('turns of the databases', () => {
  it('let others in between the turns of one that is filled for the first time', async () => {
    const { queue, begun, end } = open(1)
    queue.add(sources('large'))
    queue.add(sources('a', 'b'))
    expect(queue.hasWaiting()).toBe(true)
    await end('large', 'part')
    await end('a', 'whole')
    await end('b', 'whole')
    expect(begun).toEqual(['large', 'a', 'b', 'large'])
    await end('large', 'whole')
    expect(await queue.idle()).toBe(true)
  })

  it('take news while another one is at work, and so many at a time', async () => {
    const { queue, begun, end } = open(2)
    queue.add(sources('slow', 'a', 'b'))
    expect(begun).toEqual(['slow', 'a'])
    await end('a', 'whole')
    await end('b', 'whole')
    queue.add(sources('a', 'slow'))
    expect(begun).toEqual(['slow', 'a', 'b', 'a'])
  })

  it('are not given twice at once, and say where something has to be tried again', async () => {
    const { queue, begun, end } = open(1)
    queue.add(sources('a', 'b', 'b'))
    queue.add(sources('a', 'b'))
    await end('a', 'failed')
    await end('b', 'whole')
    expect(begun).toEqual(['a', 'b'])
    expect(await queue.idle()).toBe(false)
    expect(await queue.idle()).toBe(true)
  })
})
