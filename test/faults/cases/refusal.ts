import { z } from 'zod'
import { Dossier } from '#core/dossier/dossier.ts'
import { type DeskCentre, listDocuments, startDeskCentre, tanAn } from '#test/integration/desk-data/desk-centre.ts'
import type { Fault, FaultWorld } from '../fault.ts'
import { clerkLogin, nameOf, takeIn } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'

/** Whose work is refused for a while; a colleague at the same desk keeps every right. */
const refused = `person:${clerkLogin}`
const colleague = 'binh.tv'

export const refusal: Fault = {
  name: 'refusal',
  promise: 'T4: one document is refused: its neighbours arrive in the same cycle, it is shown with its reason, it arrives after repair',
  trials: 4,
  async run(world) {
    const centre = await startDeskCentre(world.webRoot)
    const counter = await openCounter(world, { ...centre, port: Number(new URL(centre.origin).port) })
    const judgement = createJudgement(world)
    try {
      const desk = await counter.enrol('desk')
      await signInAs(desk, colleague)
      for (let trial = 0; trial < world.trials; trial++) {
        await judgement.judge(trial, 'one of three refused', desk.page, () => playTrial({ world, centre, counter, desk }, trial))
      }
    } finally {
      await counter.close()
    }
    return judgement.tally('an official without rights between two intakes of a colleague')
  },
}

type Stage = { world: FaultWorld; centre: DeskCentre; counter: Counter; desk: DeskProcess }

async function playTrial({ world, centre, counter, desk }: Stage, trial: number): Promise<Finding[]> {
  const names = ['MỘT', 'HAI', 'BA'].map((part) => `${nameOf(world.seed, trial)} ${part}`)
  const [first = '', bad = '', last = ''] = names
  for (const name of names) counter.trialOf.set(name, trial)
  counter.line.cut()
  await takeInAs(desk, colleague, first)
  await takeInAs(desk, clerkLogin, bad)
  await takeInAs(desk, colleague, last)
  const rights = await changeAuthors(centre, (authors) => {
    const { [refused]: before, ...others } = authors
    return { kept: before, authors: others }
  })
  counter.line.restore()
  await desk.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await desk.screen.waitForStatus(/Bị từ chối/)
  const findings = [...(await judgeNeighbours(centre, trial, { good: [first, last], bad })), ...(await judgeScreen(desk, trial))]
  await changeAuthors(centre, (authors) => ({ kept: null, authors: { ...authors, [refused]: rights } }))
  // As provisioning does: the official's public record tells the desks that rights have changed.
  const catalog = centre.couch.use<Record<string, unknown>>('catalog')
  await catalog.insert({ ...(await catalog.get(refused)) })
  await sendAll(counter, desk)
  return [...findings, ...(await compareWithCentre(centre.origin, counter.oracle.of(trial)))]
}

async function takeInAs(desk: DeskProcess, login: string, name: string): Promise<void> {
  await signInAs(desk, login)
  await takeIn(desk.screen, { name, pages: 0 })
}

async function signInAs({ screen }: DeskProcess, login: string): Promise<void> {
  await screen.signOut()
  await screen.signIn(login)
}

/** The bar says "refused" as soon as the row's answer was read: what was in the same batch must be there by then. */
async function judgeNeighbours({ couch }: DeskCentre, trial: number, { good, bad }: { good: string[]; bad: string }): Promise<Finding[]> {
  const held = new Set((await listDocuments(couch, tanAn.dossiers)).flatMap((one) => Dossier.safeParse(one).data?.applicant.name ?? []))
  return [
    ...good
      .filter((name) => !held.has(name))
      .map((name): Finding => ({ kind: 'lost', trial, what: `${name} did not arrive beside the refused` })),
    ...(held.has(bad) ? [{ kind: 'untrue' as const, trial, what: `${bad} was not refused: the trial proves nothing` }] : []),
  ]
}

async function judgeScreen({ page }: DeskProcess, trial: number): Promise<Finding[]> {
  await page.locator('.mc-status-button').click()
  const shown = await page
    .getByText('Người lập không có quyền với việc này.')
    .first()
    .waitFor()
    .then(
      () => true,
      () => false,
    )
  return shown ? [] : [{ kind: 'untrue', trial, what: 'the outbox does not say why' }]
}

const Security = z.looseObject({ authors: z.record(z.string(), z.json()) })
type Authors = z.infer<typeof Security>['authors']
type Change = { kept: Authors[string] | undefined; authors: Authors }

/** Changes who has rights, in both databases that judge the author; answers what the change wants kept. */
async function changeAuthors({ couch }: DeskCentre, change: (authors: Authors) => Change): Promise<Authors[string]> {
  let kept: Authors[string] = null
  for (const db of [tanAn.dossiers, tanAn.journal]) {
    const security = Security.parse(await couch.request({ db, path: '_security' }))
    const changed = change(security.authors)
    kept = changed.kept ?? kept
    await couch.request({ db, path: '_security', method: 'put', body: { ...security, authors: changed.authors } })
  }
  return kept
}
