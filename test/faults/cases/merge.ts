import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Fault } from '../fault.ts'
import type { Finding } from '../ground/compare.ts'
import { createJudgement } from '../ground/judgement.ts'
import { playDesks } from './merge-desks.ts'

const root = resolve(import.meta.dirname, '../../..')
/** Histories that one trial is worth; the first trial plays them all, the others are three real desks. `npm run test:sync` plays more. */
const historiesPerTrial = 100

export const merge: Fault = {
  name: 'merge',
  promise: 'T5: desks edit at random and merge in random order: every replica ends equal, no losing value vanishes',
  trials: 4,
  async run(world) {
    const judgement = createJudgement(world)
    const histories = world.trials * historiesPerTrial
    await judgement.judge(0, `${histories} histories of 3–8 replicas`, null, () => playHistories(histories, world.seed))
    if (world.trials > 1) await playDesks(world, judgement)
    return judgement.tally(`${histories} histories of the property test, ${Math.max(0, world.trials - 1)} rounds of three real desks`)
  },
}

/** The property test of the sync core, as `npm run test:sync` plays it. */
async function playHistories(histories: number, seed: number): Promise<Finding[]> {
  const words = [join(root, 'test/sync/run.ts'), '--histories', String(histories), '--seed', String(seed)]
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  createInterface(child.stdout).on('line', (line) => said.push(line))
  await once(child, 'close')
  const fault = said.find((line) => line.startsWith('✗'))
  if (child.exitCode === 0) return []
  return [{ kind: 'lost', trial: 0, what: fault ?? `the property test ended with ${child.exitCode}` }]
}
