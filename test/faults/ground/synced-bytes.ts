/** How far a file has got: bytes written, and bytes that a sync had made durable. */
type Standing = { written: number; synced: number }

/** What a traced process did to files, as far as a power cut would keep it. */
export type Durable = {
  /** Bytes of each file that were synced, by path; files that were not written are missing. */
  synced: Map<string, number>
  /** Renames whose folder was not synced afterwards: the power cut undoes them. */
  looseRenames: { from: string; to: string }[]
  syncs: number
}

const calls = /^(?<tid>\d+) +[\d.]+ (?<call>write|pwrite64|writev|pwritev|fsync|fdatasync|ftruncate|openat|rename|renameat2?)\((?<rest>.*)$/
const resumed = /^(?<tid>\d+) +[\d.]+ <\.\.\. (?<call>\w+) resumed>(?<rest>.*)$/
const result = /= (?<value>-?\d+)(?:<[^>]*>)?(?: .*)?$/

/**
 * Reads a log of `strace -f -y -ttt -s 0` over the calls above. LevelDB only ever appends, so a count per file is enough: what a sync
 * promised is the first so many bytes.
 * @param sizes how long each file was, and durable, when the trace began
 */
export function readDurable(log: string, sizes: ReadonlyMap<string, number>): Durable {
  const files = new Map<string, Standing>([...sizes].map(([path, size]) => [path, { written: size, synced: size }]))
  const touched = new Set<string>()
  const begun = new Map<string, { call: string; rest: string; size: number }>()
  const trace: Trace = { files, touched, looseRenames: [], syncs: 0 }
  for (const line of log.split('\n')) {
    const start = calls.exec(line)?.groups
    if (start !== undefined) {
      const { tid = '', call = '', rest = '' } = start
      const size = files.get(pathOf(rest))?.written ?? 0
      if (rest.includes('<unfinished ...>')) begun.set(tid, { call, rest, size })
      else settle(trace, { call, rest, size, value: resultOf(rest) })
      continue
    }
    const end = resumed.exec(line)?.groups
    const open = begun.get(end?.tid ?? '')
    if (end === undefined || open === undefined) continue
    begun.delete(end.tid ?? '')
    settle(trace, { ...open, value: resultOf(end.rest ?? '') })
  }
  const synced = new Map([...touched].map((path) => [path, files.get(path)?.synced ?? 0]))
  return { synced, looseRenames: trace.looseRenames, syncs: trace.syncs }
}

type Trace = { files: Map<string, Standing>; touched: Set<string>; looseRenames: Durable['looseRenames']; syncs: number }
/** `size`: how much had been written when the call began, which is all that a sync can promise. */
type Call = { call: string; rest: string; size: number; value: number }

function settle(trace: Trace, { call, rest, size, value }: Call): void {
  if (value < 0) return
  const { files } = trace
  if (call.startsWith('rename')) {
    rename(trace, rest)
    return
  }
  const path = call === 'openat' ? openedPath(rest) : pathOf(rest)
  if (path === '') return
  const standing = files.get(path) ?? { written: 0, synced: 0 }
  if (call === 'openat') {
    if (rest.includes('O_TRUNC')) files.set(path, { written: 0, synced: 0 })
    if (rest.includes('O_TRUNC') || (rest.includes('O_CREAT') && !files.has(path))) trace.touched.add(path)
    return
  }
  trace.touched.add(path)
  if (call === 'fsync' || call === 'fdatasync') {
    trace.syncs += 1
    files.set(path, { ...standing, synced: Math.max(standing.synced, size) })
    trace.looseRenames = trace.looseRenames.filter(({ to }) => folderOf(to) !== path)
    trace.touched.add(path)
  } else if (call === 'ftruncate') {
    const length = Number(/, (\d+)\)/.exec(rest)?.[1] ?? 0)
    files.set(path, { written: length, synced: Math.min(standing.synced, length) })
  } else {
    const offset = /^pwrite/.test(call) ? Number(/, (\d+)(?:\)| <unfinished)/.exec(rest)?.[1] ?? standing.written) : standing.written
    files.set(path, { ...standing, written: Math.max(standing.written, offset + value) })
  }
}

function rename({ files, touched, looseRenames }: Trace, rest: string): void {
  const [from = '', to = ''] = [...rest.matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '')
  const standing = files.get(from)
  if (standing !== undefined) files.set(to, standing)
  files.delete(from)
  touched.delete(from)
  touched.add(to)
  looseRenames.push({ from, to })
}

const pathOf = (rest: string): string => /^\d+<([^>]*)>/.exec(rest)?.[1] ?? ''
const openedPath = (rest: string): string => /= \d+<([^>]*)>/.exec(rest)?.[1] ?? /"([^"]*)"/.exec(rest)?.[1] ?? ''
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const resultOf = (rest: string): number => Number(result.exec(rest)?.groups?.value ?? -1)
