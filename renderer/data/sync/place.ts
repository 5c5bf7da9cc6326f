import { z } from 'zod'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import type { Link } from './link.ts'

/** `GET /api/place`: whose acknowledgements these are, and a name that tells this server's change sequences from another's. */
const PlaceAnswer = z.object({ id: z.string().min(1), level: z.enum(['office', 'province']), name: z.string().nullable() })
export type PlaceFacts = z.infer<typeof PlaceAnswer>

/** The server that this desk talks to: the office's hub or the province's centre. */
export type Place = {
  facts: Live<PlaceFacts | null>
  /** Asks where nobody has yet; ends the round where nobody answers. */
  find(): Promise<PlaceFacts>
  /** Until the server has said what it is, nothing counts as being at the province. */
  level(): 'office' | 'province'
  /** Name of the paper that says how far a database of this server was read. */
  checkpointOf(database: string): string
  forget(): void
}

/** A centre of an older build does not know the question, and no hub is that old. */
const centre: PlaceFacts = { id: 'centre', level: 'province', name: null }

export function createPlace(client: CentreClient, link: Link): Place {
  const facts = createSource<PlaceFacts | null>(null)
  return {
    facts,
    async find() {
      const known = facts.get()
      if (known !== null) return known
      const answer = link.check(await client.ask('/api/place', PlaceAnswer))
      const found = answer.kind === 'ok' ? answer.value : centre
      facts.set(found)
      return found
    },
    level: () => facts.get()?.level ?? 'office',
    checkpointOf(database) {
      const id = facts.get()?.id ?? centre.id
      return id === centre.id ? `checkpoint:${database}` : `checkpoint:${id}:${database}`
    },
    forget: () => facts.set(null),
  }
}
