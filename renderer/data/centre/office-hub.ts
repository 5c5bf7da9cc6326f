import { z } from 'zod'
import { Instant } from '#core/record/instant.ts'
import type { CentreClient } from './centre-client.ts'
import { centreFailure } from './centre-failure.ts'

/** `GET /api/hub`: how the office's hub stands with the province, and how much of its disk the pages take. Bytes. */
const OfficeHubState = z.object({
  line: z.enum(['online', 'offline', 'revoked']),
  since: Instant,
  lastContact: Instant.nullable(),
  pages: z.object({ bytes: z.number(), limitBytes: z.number(), evicted: z.number() }).optional(),
})
export type OfficeHubState = z.infer<typeof OfficeHubState>

/** What the office's hub says of itself. Throws `DeskFailure` where it does not answer; only a hub knows the question. */
export type OfficeHub = { ask(): Promise<OfficeHubState> }

export function createOfficeHub(centre: CentreClient): OfficeHub {
  return {
    async ask() {
      const answer = await centre.ask('/api/hub', OfficeHubState)
      if (answer.kind !== 'ok') throw centreFailure(answer)
      return answer.value
    },
  }
}
