import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makeLog } from './api/serve-api.ts'
import { type Centre, startCentre } from './centre.ts'
import { askSignIn } from './hub/ask-sign-in.ts'
import { type Hub, startHub } from './hub/start-hub.ts'
import { readOutsideSettings } from './outside/read-settings.ts'
import type { PublicOptions } from './province-work.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    central: { type: 'string' },
    port: { type: 'string', default: '8480' },
    host: { type: 'string' },
    web: { type: 'string' },
    warehouse: { type: 'string' },
    seed: { type: 'boolean', default: false },
    hub: { type: 'boolean', default: false },
    upstream: { type: 'string' },
    name: { type: 'string' },
    agency: { type: 'string' },
    'page-limit': { type: 'string' },
    'no-discovery': { type: 'boolean', default: false },
    'secure-cookies': { type: 'boolean', default: false },
    public: { type: 'boolean', default: false },
    'public-port': { type: 'string' },
    outside: { type: 'string' },
  },
})

const port = z.coerce.number().int().min(0).max(65_535).parse(values.port)
const logLevel = process.env['LOG_LEVEL'] ?? 'info'
const server = values.hub ? await runHub() : await runCentre()

function runCentre(): Promise<Centre> {
  const { COUCHDB_USER: name, COUCHDB_PASSWORD: password } = process.env
  return startCentre({
    port,
    seed: values.seed,
    secureCookies: values['secure-cookies'],
    logLevel,
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    ...(values.central === undefined ? {} : { centralUrl: values.central }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.web === undefined ? {} : { webRoot: values.web }),
    ...(values.warehouse === undefined ? {} : { warehouse: placeOf(values.warehouse) }),
    ...(values.public || values['public-port'] !== undefined ? { public: publicOptions() } : {}),
    ...(values.outside === undefined ? {} : { outside: readOutsideSettings(values.outside) }),
    ...(name === undefined || password === undefined ? {} : { admin: { name, password } }),
  })
}

/** `--public` publishes dossier statuses for a site elsewhere; `--public-port` serves the site here. */
function publicOptions(): PublicOptions {
  const given = values['public-port']
  const address = values.host === undefined ? {} : { host: values.host }
  return given === undefined ? {} : { port: z.coerce.number().int().min(0).max(65_535).parse(given), ...address }
}

/** `--warehouse postgres://…`, or a folder for the embedded one. */
function placeOf(text: string): { url: string } | { folder: string } {
  return /^postgres(ql)?:\/\//.test(text) ? { url: text } : { folder: text }
}

/** An office's hub: `--hub` is the wish to be reached by the LAN's other PCs; `--host` names one address instead of all, `--page-limit` the room for page images in GB. */
async function runHub(): Promise<Hub> {
  const hub = await startHub({
    dataDir: z.string({ error: '--hub needs --data: the folder of its store' }).parse(values.data),
    upstream: values.upstream,
    signIn: () => askSignIn({ name: values.name, agency: values.agency }),
    port,
    host: values.host ?? '0.0.0.0',
    webRoot: values.web,
    discovery: !values['no-discovery'],
    pageLimitBytes: values['page-limit'] === undefined ? undefined : z.coerce.number().positive().parse(values['page-limit']) * 1024 ** 3,
    log: makeLog(logLevel),
  })
  process.stderr.write(
    `Máy chủ phòng "${hub.paper.name}" (${hub.paper.agencyName}) chạy tại ${hub.origin}\nDòng ghép cho các máy quầy:\n\n  ${hub.pairingLine}\n\n`,
  )
  if (hub.newBackupCode !== undefined)
    process.stderr.write(
      `Mã khôi phục bản sao lưu (in ra, cất trong két, không để cùng USB; không có mã này thì không ai mở được bản sao):\n\n  ${hub.newBackupCode}\n\n`,
    )
  return hub
}

process.stdout.write(
  `${JSON.stringify({ listening: server.origin, ...('pairingLine' in server ? { pairing: server.pairingLine } : {}) })}\n`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
