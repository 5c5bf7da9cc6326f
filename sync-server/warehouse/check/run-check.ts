import type { FeedTools } from '../feed/follow-source.ts'
import { listSources, type Source } from '../feed/source.ts'
import { repairDocuments, repairStar, repairSums } from './repair.ts'
import { type Finding, verifyCases, verifySource, verifyStar, verifySums } from './verify.ts'

export type CheckWish = { deep: boolean; signal: AbortSignal; onSource?(source: Source, documents: number, findings: Finding[]): void }

/** Compares every database, then the typed rows with the raw history and (deep) the sums with the rows; what was found is noted in `feed.check_run`. */
export async function checkWarehouse(tools: FeedTools, wish: CheckWish): Promise<Finding[]> {
  const startedAt = new Date().toISOString()
  const findings: Finding[] = []
  let documents = 0
  for (const source of await listSources(tools.database, await tools.couch.db.list())) {
    const one = await verifySource(tools, source, wish)
    wish.onSource?.(source, one.documents, one.findings)
    findings.push(...one.findings, ...(await verifyCases(tools, source)))
    documents += one.documents
  }
  findings.push(...(await verifyStar(tools)))
  if (wish.deep) findings.push(...(await verifySums(tools)))
  const note = findings.slice(0, 20).map(({ database, id, what }) => `${database} ${id} ${what}`)
  const text =
    'insert into feed.check_run (started_at, ended_at, deep, documents, differing, note) values ($1, clock_timestamp(), $2, $3, $4, $5)'
  await tools.database.query(text, [startedAt, wish.deep, documents, findings.length, note.join('\n')])
  return findings
}

/** Puts right what a check found. */
export async function repairFindings(tools: FeedTools, findings: readonly Finding[], signal: AbortSignal): Promise<void> {
  const sources = await listSources(tools.database, await tools.couch.db.list())
  for (const source of sources) {
    const ids = findings.filter(({ database }) => database === source.database).map(({ id }) => id)
    if (ids.length > 0) await repairDocuments(tools, source, { ids, signal })
  }
  const faults = (await verifyStar(tools)).map(({ id }) => id)
  const source = sources.find(({ kind }) => kind === 'dossiers')
  if (faults.length > 0 && source !== undefined) await repairStar(tools, source, faults)
  const halves = (await verifySums(tools)).map(({ bucket }) => bucket)
  if (halves.length > 0) await repairSums(tools, halves)
}
