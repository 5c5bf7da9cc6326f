import type { ServerScope } from 'nano'
import { Dossier } from '#core/dossier/dossier.ts'
import { type FoundDossier, toFoundDossier } from '#core/dossier/found-dossier.ts'
import { type SearchText, scoreSearch, toSearchTexts, toSoughtWords } from '#core/dossier/search-text.ts'
import { readChanges } from '#sync-server/routing/couch-calls.ts'

type Line = SearchText & { found: FoundDossier }

const pageSize = 500

/** The dossiers of one agency as search scans them; read whole at the first question, then only what has changed since. */
export class AgencyIndex {
  readonly #couch: ServerScope
  readonly #database: string
  readonly #lines = new Map<string, Line>()
  #since = '0'
  #turn: Promise<unknown> = Promise.resolve()

  constructor(couch: ServerScope, database: string) {
    this.#couch = couch
    this.#database = database
  }

  /** The best matches, newer before older among equals. */
  async search(text: string, limit: number): Promise<FoundDossier[]> {
    const words = toSoughtWords(text)
    if (words.length === 0) return []
    const turn = this.#turn.then(() => this.#update())
    this.#turn = turn.catch(() => undefined)
    await turn
    const scored = [...this.#lines.values()].map((line) => ({ score: scoreSearch(line, words), found: line.found }))
    return scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.found.receivedAt < b.found.receivedAt ? 1 : -1))
      .slice(0, limit)
      .map(({ found }) => found)
  }

  async #update(): Promise<void> {
    for (;;) {
      const { results, last_seq } = await readChanges(this.#couch, this.#database, { since: this.#since, limit: pageSize, docs: true })
      for (const { id, doc } of results) {
        const dossier = Dossier.safeParse(doc)
        // Deleted, taken back, or none that this build can read.
        if (!dossier.success) this.#lines.delete(id)
        else this.#lines.set(id, { ...toSearchTexts(dossier.data), found: toFoundDossier(dossier.data) })
      }
      this.#since = last_seq
      if (results.length < pageSize) return
    }
  }
}
