import { readdirSync, readFileSync } from 'node:fs'

/** The main process of the desk on a profile: it holds the files, and leads the group of all the desk's processes. Linux only. */
export function findMainProcess(profile: string): number | undefined {
  return listPids().find((pid) => {
    const words = readArguments(pid)
    const holds = words.includes(`--user-data-dir=${profile}`)
    return holds && !words.some((one) => one.startsWith('--type=')) && !/strace|xvfb/.test(words[0] ?? '')
  })
}

/** Every process of a group, its leader or none left. */
export function listGroup(group: number): number[] {
  return listPids().filter((pid) => groupOf(pid) === group)
}

/** The group of a process: Playwright starts each desk as the leader of its own. */
export function groupOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : Number(group)
  } catch {
    return undefined
  }
}

/** A signal for a whole group at once; one that is gone already is no failure. */
export function signalGroup(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
}

function listPids(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
}

function readArguments(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
