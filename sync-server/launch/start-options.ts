import { parseArgs } from 'node:util'

export type StartOptions = {
  /** Open the browser even where Electron is present. */
  web: boolean
  /** A real CouchDB instead of the embedded store. */
  central: string | undefined
  dataDir: string
  port: number
  fresh: boolean
}

export const USAGE = `npm start -- [tuỳ chọn]
  --web            mở trong trình duyệt, không dùng Electron
  --central URL    dùng CouchDB thật, ví dụ https://quan-tri:mat-khau@couch.example
  --data DIR       thư mục dữ liệu (mặc định .demo)
  --port N         cổng của trung tâm (mặc định 4310)
  --fresh          xoá dữ liệu cũ và bắt đầu lại
  --help           in trang này`

/** @returns the options, `help`, or what is wrong with the command line */
export function parseStartOptions(args: string[]): StartOptions | 'help' | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        web: { type: 'boolean', default: false },
        central: { type: 'string' },
        data: { type: 'string', default: '.demo' },
        port: { type: 'string', default: '4310' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return 'help'
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return { wrong: `--port ${values.port} không phải là một cổng` }
    if (values.central !== undefined && !/^https?:$/.test(protocolOf(values.central)))
      return { wrong: '--central phải là một địa chỉ http(s)' }
    return { web: values.web, central: values.central, dataDir: values.data, port, fresh: values.fresh }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : ''
}
