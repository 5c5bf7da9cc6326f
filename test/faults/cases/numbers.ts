import { makeFingerprint } from '#renderer/data/session/hardware.ts'
import type { Fault, FaultWorld, Tally } from '../fault.ts'
import { type CentreProcess, startCentreProcess } from '../ground/centre-process.ts'
import { clerkLogin } from '../ground/clerk.ts'
import { centralOf } from '../ground/counter.ts'
import { type DeskDisk, openPaperDesk, signInForDesks } from '../ground/paper-desk.ts'

/** What may befall a desk. `image`: an old state of the same disk goes on issuing before it has met the centre. */
const fates = ['issue', 'issue', 'clock', 'restart', 'backup', 'restore', 'clone', 'contact', 'image'] as const
const stepsPerDesk = 12
const tenYearsMs = 10 * 365 * 86_400_000

export const numbers: Fault = {
  name: 'numbers',
  promise: 'T6: desks issue codes offline, clocks ± 10 years, old backups, clones: no code twice',
  trials: 500,
  async run(world) {
    const centre = await startCentreProcess({ folder: world.folder, webRoot: world.webRoot, ...centralOf(process.env) })
    try {
      const book = await playDesks(world, centre)
      return tallyOf(world, book)
    } finally {
      await centre.close()
    }
  },
}

/** Every code that was issued, by which desk, and whether that desk was an old image that had not met the centre yet. */
type Issue = { desk: number; code: string; fromImage: boolean }
type Book = { issues: Issue[]; refusals: Map<string, number>; images: number; unnoticedImages: number[] }

async function playDesks(world: FaultWorld, centre: CentreProcess): Promise<Book> {
  const enrol = await signInForDesks(centre.origin, clerkLogin)
  const book: Book = { issues: [], refusals: new Map(), images: 0, unnoticedImages: [] }
  for (let desk = 0; desk < world.trials; desk++) {
    await playDesk(world, { origin: centre.origin, desk, disk: await enrol(`Quầy ${desk + 1}`), book })
    if (desk % 50 === 49) world.say(`${desk + 1} desks, ${book.issues.length} codes`)
  }
  return book
}

type Life = { origin: string; desk: number; disk: DeskDisk; book: Book }

async function playDesk({ random }: FaultWorld, { origin, desk, disk, book }: Life): Promise<void> {
  const life = { offsetMs: 0, disk, contacts: 0, fromImage: false }
  let backup: { disk: DeskDisk; contacts: number } | undefined
  const open = () => openPaperDesk(origin, life.disk, () => Date.now() + life.offsetMs)
  let running = await open()
  const meet = async () => {
    const before = running.slot()
    await running.contact()
    life.contacts += 1
    if (running.slot() !== before) life.fromImage = false
  }
  const issueSome = () => {
    for (let many = random.below(5); many >= 0; many--) note(book, { desk, code: running.issue(), fromImage: life.fromImage })
  }
  const putBack = async (old: { disk: DeskDisk; contacts: number }, before: () => void) => {
    // Without a visit since the backup nobody can tell the old state from the new one: what it issues is an image's, to the end.
    const canBeSeen = life.contacts > old.contacts
    life.disk = structuredClone(old.disk)
    life.fromImage = true
    running = await open()
    before()
    await meet()
    if (canBeSeen && life.fromImage) book.unnoticedImages.push(desk)
  }
  await meet()
  issueSome()
  for (let step = 0; step < stepsPerDesk; step++) {
    const fate = random.pick(fates)
    if (fate === 'issue') issueSome()
    if (fate === 'clock') life.offsetMs = random.below(3) === 0 ? 0 : random.below(2 * tenYearsMs) - tenYearsMs
    if (fate === 'restart') running = await open()
    if (fate === 'contact') await meet()
    if (fate === 'backup') backup = { disk: structuredClone(life.disk), contacts: life.contacts }
    if (fate === 'clone') await playClone(origin, life.disk, { desk, book })
    if (backup === undefined || (fate !== 'restore' && fate !== 'image')) continue
    if (fate === 'image') book.images += 1
    await putBack(backup, fate === 'image' ? issueSome : () => undefined)
    issueSome()
  }
}

/** The profile on another PC: its key store cannot open what this one wrapped, so it has a fingerprint of its own (`noticeMove`). */
async function playClone(origin: string, disk: DeskDisk, { desk, book }: Pick<Life, 'desk' | 'book'>): Promise<void> {
  const copy = structuredClone(disk)
  copy.device = { ...copy.device, fingerprint: makeFingerprint() }
  const clone = await openPaperDesk(origin, copy, Date.now)
  note(book, { desk, code: clone.issue(), fromImage: false })
  await clone.contact()
  note(book, { desk, code: clone.issue(), fromImage: false })
}

function note({ issues, refusals }: Book, issue: Issue): void {
  if (/-\d{7}$/.test(issue.code)) issues.push(issue)
  else refusals.set(issue.code, (refusals.get(issue.code) ?? 0) + 1)
}

function tallyOf({ trials }: FaultWorld, { issues, refusals, images, unnoticedImages }: Book): Tally {
  const byCode = new Map<string, Issue[]>()
  for (const one of issues) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one])
  const twins = [...byCode.values()].filter((some) => some.length > 1)
  const unexplained = twins.filter((some) => !some.some(({ fromImage }) => fromImage))
  const struck = new Set([...unexplained.flatMap((some) => some.map(({ desk }) => desk)), ...unnoticedImages])
  const said = [...refusals].map(([code, many]) => `${many} ${code}`).join(', ')
  const ofImages = `old states of the same disk (${images} that issued before they met the centre) doubled ${twins.length - unexplained.length} codes, which are the centre's cases`
  const noticed = unnoticedImages.length === 0 ? 'each that could be told got a new slot' : `${unnoticedImages.length} went on unnoticed`
  return {
    trials,
    survived: trials - struck.size,
    lost: 0,
    doubled: unexplained.length,
    note: `${issues.length} codes; not issued: ${said}; ${ofImages}, ${noticed}`,
  }
}
