import { parseArgs } from 'node:util'
import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { makeLog } from './api/serve-api.ts'
import { openCouchAdmin } from './provision/couch-admin.ts'
import { provisionPublicAccount, writePublicAddress } from './provision/provision-public.ts'
import { startPublicSite } from './public/start-public.ts'

/*
 * `npm run public -- serve|account|address --central URL`; docs/guide/trang-cong-khai.md says when to use which.
 *   account          gives the public site its account; its password comes from PUBLIC_PASSWORD
 *   address URL      writes the site's address into the catalogue (`--agency`, the province unless named): receipts then carry a link
 *   serve            serves the site (`--port`, `--host`, `--behind-proxy`; `--address` and `--publisher` name the site and who publishes;
 *                    `--guesses FILE` keeps wrong look-ups over a restart)
 * COUCHDB_USER and COUCHDB_PASSWORD are the administrator's for the first two, and the site's own account for `serve`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    central: { type: 'string' },
    agency: { type: 'string', default: 'h53' },
    port: { type: 'string', default: '8490' },
    address: { type: 'string' },
    publisher: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    guesses: { type: 'string' },
    'behind-proxy': { type: 'boolean', default: false },
  },
})
const settings = z
  .object({ act: z.enum(['serve', 'account', 'address']), central: z.url(), COUCHDB_USER: z.string(), COUCHDB_PASSWORD: z.string() })
  .parse({ ...process.env, ...values, act: positionals[0] })
const central = { url: settings.central, admin: { name: settings.COUCHDB_USER, password: settings.COUCHDB_PASSWORD } }
const couch = openCouchAdmin(central)

if (settings.act === 'account') {
  await provisionPublicAccount(couch, z.string().min(16).parse(process.env['PUBLIC_PASSWORD']))
} else if (settings.act === 'address') {
  await writePublicAddress(couch, AgencySlug.parse(values.agency), z.url().parse(positionals[1]))
} else {
  const port = z.coerce.number().int().min(0).max(65_535).parse(values.port)
  const site = await startPublicSite({
    central,
    port,
    host: values.host,
    address: values.address,
    publisher: values.publisher,
    behindProxy: values['behind-proxy'],
    guessesFile: values.guesses,
    log: makeLog('info'),
  })
  process.stdout.write(`${JSON.stringify({ listening: site.origin })}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void site.close().then(() => process.exit(0)))
}
