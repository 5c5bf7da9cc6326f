import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstLoad } from './benchmarks/first-load.ts'
import { fleet } from './benchmarks/fleet.ts'
import { idle } from './benchmarks/idle.ts'
import { push } from './benchmarks/push.ts'
import { queue } from './benchmarks/queue.ts'
import { save } from './benchmarks/save.ts'
import { search } from './benchmarks/search.ts'
import { start } from './benchmarks/start.ts'
import { warehouse } from './benchmarks/warehouse.ts'
import { buildBenchPage } from './browser/build-page.ts'
import { startBenchCentre } from './centre/start-bench-centre.ts'
import { type Figures, toFigures } from './report/figures.ts'
import { printFigures } from './report/print-figures.ts'
import { readOptions } from './report/read-options.ts'
import { runBenchmarks } from './run-benchmarks.ts'

/** What saves or pushes comes last: it adds dossiers of its own to the profile and the centre. */
const all = [firstLoad, idle, start, queue, search, save, push, fleet, warehouse]

const options = readOptions(
  process.argv.slice(2),
  all.map(({ name }) => name),
)
const benchmarks = all.filter(({ name }) => options.names.includes(name))
const folder = await mkdtemp(join(tmpdir(), 'mot-cua-bench-'))
try {
  const figures = await measureAll()
  for (const one of figures) console.log(printFigures(one, benchmarks.find(({ name }) => name === one.name)?.goals ?? []))
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function measureAll(): Promise<Figures[]> {
  const centre = await startBenchCentre(folder, await buildBenchPage(folder))
  try {
    const say = (text: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)
    const results = await runBenchmarks(centre, { benchmarks, sizes: options.sizes, runs: options.runs, folder, say })
    return benchmarks.map(({ name, ratios }) => toFigures(name, results.get(name) ?? [], ratios))
  } finally {
    await centre.close()
  }
}
