import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startCentre } from './centre.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    central: { type: 'string' },
    port: { type: 'string', default: '8480' },
    host: { type: 'string' },
    web: { type: 'string' },
    seed: { type: 'boolean', default: false },
    hub: { type: 'boolean', default: false },
    'secure-cookies': { type: 'boolean', default: false },
  },
})

const { COUCHDB_USER: name, COUCHDB_PASSWORD: password, LOG_LEVEL: logLevel } = process.env

const centre = await startCentre({
  port: z.coerce.number().int().min(0).max(65_535).parse(values.port),
  seed: values.seed,
  hub: values.hub,
  secureCookies: values['secure-cookies'],
  logLevel: logLevel ?? 'info',
  ...(values.data === undefined ? {} : { dataDir: values.data }),
  ...(values.central === undefined ? {} : { centralUrl: values.central }),
  ...(values.host === undefined ? {} : { host: values.host }),
  ...(values.web === undefined ? {} : { webRoot: values.web }),
  ...(name === undefined || password === undefined ? {} : { admin: { name, password } }),
})

process.stdout.write(`${JSON.stringify({ listening: centre.origin })}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    centre.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
