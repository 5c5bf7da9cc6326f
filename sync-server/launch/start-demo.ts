import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { accountsTable } from './accounts-table.ts'
import { type DeskWindow, openBrowser, openElectron, whyNoElectron } from './open-desk.ts'
import type { StartOptions } from './start-options.ts'

const root = resolve(import.meta.dirname, '../..')
/** Marks a folder as ours, so that `--fresh` never empties somebody's documents. */
const MARK = '.mot-cua-demo'

/** Starts the demo centre and opens a desk on it; ends both on Ctrl-C or when the desk is closed. */
export async function startDemo(options: StartOptions, electron: string | undefined): Promise<void> {
  const dataDir = resolve(root, options.dataDir)
  prepareFolder(dataDir, options.fresh)
  console.log('Đang mở trung tâm…')
  const centre = await openCentre(options, dataDir)
  console.log(`Trung tâm: ${centre.origin}\nTrang công khai: ${centre.publicOrigin}/tra-cuu\n\n${accountsTable()}\n`)
  const refusal = whyNoElectron(electron, options.web)
  const desk = electron && !refusal ? openElectron(electron, centre.origin, dataDir) : undefined
  if (refusal) console.log(`${refusal}\nMở trình duyệt tại: ${centre.origin}/`)
  if (!desk) openBrowser(`${centre.origin}/`)
  console.log('Nhấn Ctrl-C để dừng.')
  await untilEnd(desk)
  await desk?.close()
  await centre.close()
  process.exit(0)
}

function prepareFolder(dataDir: string, fresh: boolean): void {
  if (fresh && existsSync(dataDir)) {
    if (!existsSync(join(dataDir, MARK))) fail(`Không xoá ${dataDir}: thư mục này không do Một Cửa tạo ra.`)
    rmSync(dataDir, { recursive: true })
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, MARK), '')
}

async function openCentre(options: StartOptions, dataDir: string): Promise<Centre> {
  try {
    return await startCentre({
      port: options.port,
      seed: true,
      webRoot: join(root, 'dist/renderer'),
      warehouse: { folder: join(dataDir, 'centre', 'warehouse') },
      outside: 'simulators',
      public: { port: options.port === 0 ? 0 : options.port + 3, announce: 'h53' },
      ...(options.central ? { centralUrl: options.central } : { dataDir: join(dataDir, 'centre') }),
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      fail(
        `Cổng ${'port' in error ? error.port : options.port} đang có chương trình khác dùng. Hãy chọn cổng khác: npm start -- --port ${options.port + 1}`,
      )
    }
    return fail(`Không mở được trung tâm: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function untilEnd(desk: DeskWindow | undefined): Promise<unknown> {
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
  })
  return Promise.race([stopped, ...(desk ? [desk.closed] : [])])
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
