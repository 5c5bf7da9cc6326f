import type { Source } from './source.ts'

/** What a batch is written with. */
export type FeedContext = {
  source: Source
  /** Keyed hash of a person's identity: the same person has the same key for ever, and nobody gets back from it. */
  personKey(identity: string): string
  /** False during the first fill: when its documents reached the centre is not known. */
  live: boolean
  /** The source's content goes over whatever stands in the warehouse (repair). */
  force: boolean
}
