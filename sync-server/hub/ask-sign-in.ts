import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { HubSignIn } from './enrol-hub.ts'

/**
 * Who enrols the hub: from MOT_CUA_HUB_LOGIN and MOT_CUA_HUB_PASSWORD, else asked on the terminal. The password is never an argument,
 * which every process of the PC could read.
 */
export async function askSignIn({ name, agency }: { name: string | undefined; agency: string | undefined }): Promise<HubSignIn> {
  const { MOT_CUA_HUB_LOGIN: login, MOT_CUA_HUB_PASSWORD: password } = process.env
  const rest = { name: name ?? 'Máy chủ phòng', agency }
  if (login !== undefined && password !== undefined) return { login, password, ...rest }
  if (!process.stdin.isTTY)
    throw new Error('Máy chủ phòng chưa ghi danh: đặt MOT_CUA_HUB_LOGIN và MOT_CUA_HUB_PASSWORD, hoặc chạy trong cửa sổ lệnh.')
  process.stderr.write('Ghi danh máy chủ phòng: người giám sát của cơ quan hoặc quản trị viên đăng nhập.\n')
  const typed = await askLine('Tên đăng nhập: ')
  const secret = await askLine('Mật khẩu (không hiện ra): ', silent())
  process.stderr.write('\n')
  return { login: typed, password: secret, ...rest }
}

/** Asks on the terminal; what is typed goes to `output`. */
export async function askLine(question: string, output: NodeJS.WritableStream = process.stderr): Promise<string> {
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
  }
}

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })
