import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { deskKill } from './cases/desk-kill.ts'
import { diskFull } from './cases/disk-full.ts'
import { merge } from './cases/merge.ts'
import { network } from './cases/network.ts'
import { numbers } from './cases/numbers.ts'
import { powerCut } from './cases/power-cut.ts'
import { refusal } from './cases/refusal.ts'
import { serverKill } from './cases/server-kill.ts'
import { warehouse } from './cases/warehouse.ts'
import type { Fault, Shell } from './fault.ts'
import { createRandom } from './ground/random.ts'
import { type FaultResult, isGood, toResult } from './report/results.ts'

const root = resolve(import.meta.dirname, '../..')

export const faults: Fault[] = [deskKill, powerCut, serverKill, network, refusal, merge, numbers, diskFull, warehouse]

export type FaultOrder = { trials: number | undefined; seed: number; shell: Shell; keep: boolean; say(text: string): void }

/** Runs one fault in a folder of its own, which stays where something went wrong (or `keep` asks for it). */
export async function runFault(fault: Fault, { trials, seed, shell, keep, say }: FaultOrder): Promise<FaultResult> {
  const folder = await mkdtemp(join(tmpdir(), `mot-cua-${fault.name}-`))
  const webRoot = join(folder, 'web')
  await cp(join(root, 'dist/renderer'), webRoot, { recursive: true })
  const world = { folder, trials: trials ?? fault.trials, seed, random: createRandom(seed), shell, webRoot, say }
  let good = false
  try {
    const tally = await fault.run(world)
    good = isGood(tally)
    return toResult(fault.name, seed, tally)
  } finally {
    if (good && !keep) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    else say(`${fault.name}: everything it left lies in ${folder}`)
  }
}
