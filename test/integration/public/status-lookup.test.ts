import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { provisionPublicAccount, publicAccount } from '#sync-server/provision/provision-public.ts'
import { createStatusPublisher } from '#sync-server/public/publish-statuses.ts'
import { startPublicSite } from '#sync-server/public/start-public.ts'
import { at, official } from '#test/integration/centre/centre-records.ts'
import {
  grounds,
  type ReconciliationGround,
  startReconciliationGround,
  type TestAgency,
} from '#test/integration/centre/reconciliation-ground.ts'
import { makeApplicant, makeWireDossier } from '#test/integration/centre/wire-dossier.ts'

const act = { at, by: official, byName: 'Nguyễn Thị An' }
const password = 'mật khẩu của trang công khai'

describe.each(grounds)('the public look-up, on $name', ({ central: address }) => {
  let ground: ReconciliationGround
  let agency: TestAgency
  let site: Awaited<ReturnType<typeof startPublicSite>>
  let account: { url: string; admin: { name: string; password: string } }
  let publish: () => Promise<void>
  let now = Date.parse('2026-11-20T10:00:00+07:00')

  beforeAll(async () => {
    ground = await startReconciliationGround(address)
    agency = await ground.makeAgency()
    await provisionPublicAccount(ground.couch, password)
    account = { url: ground.central.url, admin: { name: publicAccount, password } }
    const log = makeLog('silent')
    const publisher = createStatusPublisher(ground.couch, { central: ground.central, log, now: () => now, only: [agency.slug] })
    publish = () => publisher.once(new AbortController().signal)
    site = await startPublicSite({ central: account, port: 0, log, now: () => now })
  })
  afterAll(async () => {
    await site.close()
    await ground.close()
  })

  async function save(change: Record<string, unknown> = {}): Promise<{ code: string; body: Record<string, unknown> & { _id: string } }> {
    const agencies = { assisting: null, receiving: agency.slug, competent: agency.slug }
    const updated = { ...act, by: agency.person, role: 'one_stop_official' }
    const dossier = makeWireDossier({
      agencies,
      received: { ...act, by: agency.person, deskName: 'Quầy 1' },
      updated,
      lookupSecret: 'K7QF2M9P',
      ...change,
    })
    const { rev } = await agency.dossiers.insert(dossier)
    return { body: { ...dossier, _rev: rev }, code: String(dossier['code']) }
  }
  const open = (code: string, secret: string) => fetch(`${site.origin}/tc/${code}/${secret}`)
  const ask = (ma: string, khoa: string) => fetch(`${site.origin}/tra-cuu`, { method: 'POST', body: new URLSearchParams({ ma, khoa }) })

  test('answers code and secret, from the form and from the QR, as they are typed on a phone', async () => {
    const { code } = await save()
    expect((await open(code, 'K7QF2M9P')).status).toBe(404)
    await publish()
    for (const answer of [await open(code, 'K7QF2M9P'), await ask(` ${code.toLowerCase()} `, 'k7qf 2m9p')]) {
      expect(answer.status).toBe(200)
      const page = await answer.text()
      expect(page).toContain('Đã tiếp nhận')
      expect(page).toContain(code)
    }
  })

  test('says the same of a wrong secret and of a code that does not exist', async () => {
    const { code } = await save()
    await publish()
    const other = code.replace(/^H53\.\w+/, 'H53.0000000000')
    const [wrong, none] = [await ask(code, 'SAIROI22'), await ask(other, 'SAIROI22')]
    expect([wrong.status, none.status]).toEqual([404, 404])
    const strip = (headers: Headers) => [...headers].filter(([name]) => !['date', 'content-length'].includes(name))
    expect(strip(wrong.headers)).toEqual(strip(none.headers))
    expect((await wrong.text()).replaceAll(code, 'X')).toBe((await none.text()).replaceAll(other, 'X'))
  })

  test('closes after some wrong guesses, whether the code exists or not, and opens again', async () => {
    const { code } = await save()
    await publish()
    for (const one of [code, code.replace(/^H53\.\w+/, 'H53.1111111111')]) {
      const guesses = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map(async (sign) => (await ask(one, `SAI2222${sign}`)).status))
      expect(guesses.filter((status) => status !== 404 && status !== 429)).toEqual([])
      const closed = await ask(one, 'K7QF2M9P')
      expect(closed.status).toBe(429)
      expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    now += 3_700_000
    expect((await ask(code, 'K7QF2M9P')).status).toBe(200)
  })

  test('follows the dossier, and never shows what an official wrote', async () => {
    const secret = 'Giấy chứng tử của ông Phạm Bí Mật'
    const dossier = await save({ applicant: makeApplicant('bí mật', { name: 'Phạm Bí Mật', phone: '0900000001' }), subject: secret })
    await publish()
    const request = {
      id: 's1',
      formNumber: '',
      requested: act,
      reason: secret,
      deadline: '2026-12-01',
      received: null,
      receivedNote: secret,
    }
    const papers = [{ name: secret, originals: 1, certifiedCopies: 0, copies: 0 }]
    const business = { ...z.looseObject({}).parse(dossier.body['business']), status: 5 }
    const { rev } = await agency.dossiers.insert({ ...dossier.body, business, supplements: [{ ...request, papers }] })
    await publish()
    const page = await (await open(dossier.code, 'K7QF2M9P')).text()
    expect(page).toContain('Cần bổ sung giấy tờ')
    expect(page).toContain('1 giấy tờ khác')
    expect(page).toContain('01/12/2026')
    for (const word of ['Bí Mật', '0900000001', 'Nguyễn Thị An', 'K7QF2M9P']) expect(page).not.toContain(word)
    await agency.dossiers.insert({ ...dossier.body, _rev: rev, voided: { act, reason: 'nhầm' } })
    await publish()
    expect((await open(dossier.code, 'K7QF2M9P')).status).toBe(404)
  })

  test('writes nothing again where nothing is new, also when it starts anew', async () => {
    await publish()
    const before = await ground.couch.db.get('public')
    const again = createStatusPublisher(ground.couch, {
      central: ground.central,
      log: makeLog('silent'),
      now: () => now,
      only: [agency.slug],
    })
    await again.once(new AbortController().signal)
    expect((await ground.couch.db.get('public')).update_seq).toBe(before.update_seq)
  })

  test('its account reads the public database and nothing else, and writes nothing; that database names nobody and no code', async () => {
    const { code, body } = await save()
    await publish()
    const couch = openCouchAdmin(account)
    const dump = JSON.stringify(await couch.use('public').list({ include_docs: true }))
    for (const word of [
      code,
      'K7QF2M9P',
      String(z.looseObject({ name: z.string() }).parse(body['applicant']).name),
      'Nguyễn Thị An',
      'dossier:',
    ])
      expect(dump).not.toContain(word)
    expect(dump).toContain('public-status')
    for (const name of [
      'centre',
      'catalog',
      'cases',
      'routing',
      `agency-${agency.slug}-dossiers`,
      `agency-${agency.slug}-journal`,
      '_users',
    ])
      await expect(couch.use(name).list(), name).rejects.toMatchObject({
        statusCode: expect.toSatisfy((status) => status === 401 || status === 403),
      })
    await expect(couch.use<Record<string, unknown>>('public').insert({ _id: 'status:forged' })).rejects.toMatchObject({ statusCode: 403 })
  })

  test('is a page without script, cookie or anything of another origin, and escapes what it is given', async () => {
    const answers = [
      await fetch(`${site.origin}/tra-cuu`),
      await ask('<script>alert(1)</script>', '"><img src=x>'),
      await fetch(`${site.origin}/khong-co`),
    ]
    for (const answer of answers) {
      const page = await answer.text()
      expect(page).not.toMatch(/<script|<img|style=|https?:\/\//)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404])
  })

  test('answers no other door: neither the API nor the databases, nor a big body, nor a claim to come from elsewhere', async () => {
    for (const path of ['/centre/api/session', '/centre/db/public/_all_docs', '/_all_dbs', '/public/_all_docs', '/../public.css'])
      expect((await fetch(`${site.origin}${path}`)).status, path).toBe(404)
    expect((await fetch(`${site.origin}/tra-cuu`, { method: 'POST', body: JSON.stringify({ ma: 1 }) })).status).toBeGreaterThanOrEqual(400)
    expect((await ask('A'.repeat(10_000), 'x')).status).toBe(413)
    const code = 'H53.2222222222-261120-0010001'
    const spoofed = async (from: number) =>
      fetch(`${site.origin}/tc/${code}/SAIROI22`, { headers: { 'x-forwarded-for': `198.51.100.${from}` } }).then(({ status }) => status)
    for (let from = 1; from < 6; from++) expect(await spoofed(from)).toBe(404)
    expect(await spoofed(6)).toBe(429)
  })
})
