import { readFileSync } from 'node:fs'
import { z } from 'zod'

/*
 * Plays many desks' requests from a process of its own, so that they do not share the centre's one thread:
 * `node test/bench/fleet/drive.ts PLAN.json` prints `{wallMs, ms: one time a desk, errors}`. What it sends is what the sync engine
 * sends, without a store behind it.
 */
const Plan = z.object({
  do: z.enum(['load', 'push']),
  /** Address in front of the databases' names. */
  base: z.url(),
  dossiers: z.string(),
  journal: z.string(),
  desks: z.array(z.object({ cookie: z.string(), dossiers: z.array(z.looseObject({})), events: z.array(z.looseObject({})) })),
})
type Plan = z.infer<typeof Plan>

const Rows = z.array(z.looseObject({ error: z.string().optional() }))
const pageSize = 500

const plan = Plan.parse(JSON.parse(readFileSync(String(process.argv[2]), 'utf8')))
let errors = 0
const beganMs = performance.now()
const ms = await Promise.all(plan.desks.map((desk) => playDesk(plan, desk)))
process.stdout.write(JSON.stringify({ wallMs: performance.now() - beganMs, ms, errors }))

async function playDesk({ do: what, base, dossiers, journal }: Plan, desk: Plan['desks'][number]): Promise<number> {
  const began = performance.now()
  try {
    if (what === 'load') await loadAll(`${base}/${dossiers}`, desk.cookie)
    else {
      await pushAll(`${base}/${dossiers}`, desk.cookie, desk.dossiers)
      await pushAll(`${base}/${journal}`, desk.cookie, desk.events)
    }
  } catch {
    errors += 1
  }
  return performance.now() - began
}

async function loadAll(database: string, cookie: string): Promise<void> {
  let since = '0'
  for (;;) {
    const address = `${database}/_changes?include_docs=true&limit=${pageSize}&since=${encodeURIComponent(since)}`
    const response = await fetch(address, { headers: { cookie } })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status}`)
    const tail = z.object({ last_seq: z.union([z.string(), z.number()]) }).parse(readTail(text))
    if (String(tail.last_seq) === since) return
    since = String(tail.last_seq)
  }
}

/** The members after the rows: a hundred desks' rows parsed by one driver would measure the driver. */
function readTail(text: string): unknown {
  return JSON.parse(`{${text.slice(text.lastIndexOf('"last_seq"'))}`)
}

async function pushAll(database: string, cookie: string, docs: unknown[]): Promise<void> {
  const headers = { cookie, 'content-type': 'application/json' }
  const response = await fetch(`${database}/_bulk_docs`, { method: 'POST', headers, body: JSON.stringify({ docs }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status}`)
  errors += Rows.parse(JSON.parse(text)).filter(({ error }) => error !== undefined).length
}
