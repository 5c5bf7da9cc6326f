import { createRequire } from 'node:module'

type Lock = { open(done: (error?: Error) => void): void; close(done: (error?: Error) => void): void }

const requireOfAdapter = createRequire(createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'))
const leveldown: (location: string) => Lock = requireOfAdapter('leveldown')

/** Another process works on this folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Thư mục ${folder} đang được một tiến trình Một Cửa khác dùng.`)
    this.name = 'FolderInUse'
  }
}

/**
 * Keeps a folder for one process. The lock is LevelDB's own, held by the operating system: it ends with the process, however that
 * ends, which a file with a process number in it does not.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const lock = leveldown(`${folder}/lock`)
  await new Promise<void>((resolve, reject) => {
    lock.open((error) => (error ? reject(new FolderInUse(folder)) : resolve()))
  })
  return { release: () => new Promise((resolve, reject) => lock.close((error) => (error ? reject(error) : resolve()))) }
}
