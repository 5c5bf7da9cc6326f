import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listDocuments, tanAn } from './desk-centre.ts'
import type { TestDesk } from './open-test-desk.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

/** Two desks that both have a dossier of the first, and no line. */
async function apart(name: string): Promise<{ id: string; first: TestDesk; second: TestDesk }> {
  const first = ground.desk
  const second = await ground.open('binh.tv')
  const id = await first.takeIn({ name })
  await first.sync()
  await second.sync()
  await first.cutLine()
  await second.cutLine()
  return { id, first, second }
}

/** Both lines return, one after the other, until nobody has anything left to say. */
async function together(...desks: TestDesk[]): Promise<void> {
  for (const desk of desks) {
    await desk.mendLine()
    await desk.sync()
  }
  for (const desk of desks) await desk.sync()
}

const eventsOf = async (id: string) => (await listDocuments(ground.centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === id)

const casesOf = (desk: TestDesk, id: string) =>
  desk.page.evaluate(
    (one) =>
      deskPage
        .use()
        .reconciliation.cases.get()
        .filter(({ dossierId }) => dossierId === one),
    id,
  )

/** Both desks and the centre hold the same dossier; nothing waits anywhere. */
async function expectEqual(id: string, ...desks: TestDesk[]): Promise<Record<string, unknown>> {
  const { _id, _rev, ...stored } = await ground.centre.couch.use<Record<string, unknown>>(tanAn.dossiers).get(id)
  for (const desk of desks) {
    expect(await desk.outbox()).toEqual([])
    expect((await desk.look(id)).dossier).toEqual(stored)
  }
  return stored
}

test('two desks change different fields of one dossier: both are kept, nobody is asked, and the journal says so', async () => {
  const { id, first, second } = await apart('Người Hai Quầy')
  expect(await first.run(id, { do: 'forward', note: '' })).toBe('ok')
  expect(await second.correct(id, { phone: '0987654321' })).toBe('ok')
  await together(first, second)
  expect(await expectEqual(id, first, second)).toMatchObject({ applicant: { phone: '0987654321' }, business: { status: 4 } })
  expect(await casesOf(first, id)).toEqual([])
  const merged = (await eventsOf(id)).filter(({ type }) => type === 'editsMerged')
  expect(merged).toMatchObject([
    { author: 'person:binh.tv', data: { fields: expect.arrayContaining([expect.objectContaining({ taken: 'theirs' })]) } },
  ])
  expect((await first.look(id)).timeline.map(({ type }) => type)).toContain('editsMerged')
})

test('two desks change the same legal field: a case with all three values on both, signed in the journal, and both end equal', async () => {
  const { id, first, second } = await apart('TRẦN THỊ GỐC')
  expect(await first.correct(id, { name: 'TRẦN THỊ MỘT' })).toBe('ok')
  expect(await second.correct(id, { name: 'TRẦN THỊ HAI' })).toBe('ok')
  await together(first, second)
  const stored = await expectEqual(id, first, second)
  const field = { path: 'applicant.name', fieldClass: 'legal', base: 'TRẦN THỊ GỐC', mine: 'TRẦN THỊ HAI', theirs: 'TRẦN THỊ MỘT' }
  expect(stored).toMatchObject({ applicant: { name: 'TRẦN THỊ MỘT' }, cases: [{ fields: [field], settled: null }] })
  const opened = (await eventsOf(id)).filter(({ type }) => type === 'caseOpened')
  expect(opened).toMatchObject([{ author: 'person:binh.tv', signature: expect.any(String) }])
  for (const desk of [first, second]) {
    const rows = await casesOf(desk, id)
    expect(rows).toMatchObject([{ dossierId: id, fields: ['applicant.name'], legal: true, decider: { name: expect.stringMatching(/./) } }])
    expect((await desk.look(id)).disputes).toEqual(rows)
  }
})

test('a supervisor settles the case and both desks end equal again', async () => {
  const { id, first, second } = await apart('LÊ VĂN GỐC')
  await first.correct(id, { name: 'LÊ VĂN MỘT' })
  await second.correct(id, { name: 'LÊ VĂN HAI' })
  await together(first, second)
  const [open] = await casesOf(second, id)
  if (open === undefined) throw new Error('no case')
  await second.signIn('giang.nv')
  const choices = [{ path: 'applicant.name', take: 'mine' as const, value: 'LÊ VĂN HAI' }]
  const settle = { do: 'settleCase' as const, caseId: open.id, choices, reason: 'Theo giấy chứng sinh', evidence: [] }
  expect(await second.run(id, settle)).toBe('ok')
  await together(second, first)
  expect(await expectEqual(id, first, second)).toMatchObject({
    applicant: { name: 'LÊ VĂN HAI' },
    cases: [{ settled: { by: 'person:giang.nv', reason: 'Theo giấy chứng sinh' } }],
  })
})

test('a power cut between meeting the dispute and sending it loses neither value nor the case', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'mot-cua-plug-'))
  try {
    const first = ground.desk
    const second = await ground.open('binh.tv', profile)
    const id = await first.takeIn({ name: 'PHẠM THỊ GỐC' })
    await first.sync()
    await second.sync()
    await second.cutLine()
    await first.correct(id, { name: 'PHẠM THỊ MỘT' })
    await first.sync()
    await second.correct(id, { name: 'PHẠM THỊ HAI' })
    // From here on the second desk hears the centre and cannot be heard.
    await second.context.route('**/_bulk_docs', (route) => route.abort('connectionreset'))
    await second.mendLine()
    await second.sync()
    expect((await second.look(id)).dossier.cases).toHaveLength(1)
    await second.pullThePlug()

    const again = await ground.open(undefined, profile)
    await again.cutLine()
    expect(await again.signIn('binh.tv')).toBe('ok')
    const shown = await again.look(id)
    expect(shown.dossier).toMatchObject({
      applicant: { name: 'PHẠM THỊ MỘT' },
      cases: [{ fields: [{ base: 'PHẠM THỊ GỐC', mine: 'PHẠM THỊ HAI', theirs: 'PHẠM THỊ MỘT' }] }],
    })
    expect(shown.timeline.map(({ type }) => type)).toContain('caseOpened')
    // A cookie younger than half a minute is not on the disk yet: the desk proves itself and stays the device it was.
    await again.mendLine()
    expect(await again.signIn('binh.tv')).toBe('ok')
    await together(again, first)
    await expectEqual(id, again, first)
    expect((await eventsOf(id)).filter(({ type }) => type === 'caseOpened')).toHaveLength(1)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
})
