import type { Applicant } from '#core/dossier/applicant.ts'
import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { formatBirthDate } from '#core/identity/birth-date.ts'
import type { CaseChoice, CaseField } from '#core/reconciliation/case.ts'
import type { Random } from './random.ts'

/** Two edits that meet, the words on the paper, and what those words mean for each disputed field. */
export type DisputePlan = {
  kind: 'legal' | 'free' | 'step'
  mine: DossierCommand
  theirs: DossierCommand
  paper: string[]
  truth: (field: CaseField) => CaseChoice
}

type Edited = Pick<Applicant, 'name' | 'personalId' | 'birthDate' | 'phone' | 'address'> & Pick<Dossier, 'subject'>

/** A field that two desks type differently: its path, what stands on the paper's line, and three values that differ. */
type Quarrel = { path: string; line: string; values: (random: Random) => [unknown, unknown, unknown]; write: (value: unknown) => string }

const syllables = ['An', 'Ánh', 'Ân', 'Bằng', 'Dũng', 'Đức', 'Hậu', 'Khuê', 'Lễ', 'Nghĩa', 'Quỳnh', 'Thường', 'Tuyết', 'Vương']

/** Whose value the paper shows, by turns; `typed` is one that nobody had. */
const turns: readonly CaseChoice['take'][] = ['mine', 'theirs', 'mine', 'theirs', 'typed', 'mine', 'theirs', 'base']

/** Every eighth dispute is about two steps, where a dossier is found that allows them. */
export function wantsSteps(n: number): boolean {
  return n % 8 === 7
}

/** The n-th dispute: mostly legal fields, some that the law leaves free, now and then two steps. */
export function planDispute(random: Random, dossier: Dossier, n: number): DisputePlan {
  if (wantsSteps(n) && dossier.business.stage === 'examining') return planSteps(n)
  const free = n % 8 === 2 || n % 8 === 5
  const legal = [nameOf(dossier), numberOf(dossier), birthOf(dossier)]
  const open = [phoneOf(), subjectOf(dossier), addressOf(dossier)]
  const first = random.pick(free ? open : legal)
  const second = n % 5 === 0 ? random.pick(open.filter((one) => one.path !== first.path)) : null
  return planFields(random, dossier, { quarrels: second === null ? [first] : [first, second], n, kind: free ? 'free' : 'legal' })
}

type Parts = { quarrels: Quarrel[]; n: number; kind: 'legal' | 'free' }

function planFields(random: Random, dossier: Dossier, { quarrels, n, kind }: Parts): DisputePlan {
  const mine: Partial<Edited> = {}
  const theirs: Partial<Edited> = {}
  const right = new Map<string, CaseChoice>()
  const paper = quarrels.map(({ path, line, values, write }, index) => {
    const name = path.split('.').at(-1) ?? ''
    const [ours, others, third] = values(random)
    Object.assign(mine, { [name]: ours })
    Object.assign(theirs, { [name]: others })
    const turn = turns[(n + index) % turns.length] ?? 'mine'
    const take = kind === 'free' && turn === 'typed' ? 'base' : turn
    const value = { mine: ours, theirs: others, typed: third, base: baseOf(dossier, path) }[take]
    right.set(path, { path, take, value: value as CaseChoice['value'] })
    return `${line}: ${write(value)}`
  })
  return {
    kind,
    mine: correctWith(dossier, mine),
    theirs: correctWith(dossier, theirs),
    paper,
    truth: (field) => right.get(field.path) ?? { path: field.path, take: 'theirs', value: field.theirs },
  }
}

function correctWith({ applicant, submitter, subject }: Dossier, changes: Partial<Edited>): DossierCommand {
  const { subject: said = subject, ...person } = changes
  return { do: 'correct', applicant: { ...applicant, ...person }, submitter, subject: said, reason: 'Đối chiếu lại với giấy tờ.' }
}

function baseOf(dossier: Dossier, path: string): unknown {
  if (path === 'subject') return dossier.subject
  const entry = Object.entries(dossier.applicant).find(([name]) => `applicant.${name}` === path)
  return entry?.[1] ?? null
}

function nameOf({ applicant }: Dossier): Quarrel {
  const stem = applicant.name.split(' ').slice(0, -1).join(' ')
  const own = applicant.name.split(' ').at(-1)
  return {
    path: 'applicant.name',
    line: 'Họ và tên',
    values: (random) =>
      three(
        random,
        syllables.filter((one) => one !== own),
        (last) => `${stem} ${last}`,
      ),
    write: String,
  }
}

function numberOf({ applicant }: Dossier): Quarrel {
  const stem = (applicant.personalId ?? '080090000000').slice(0, 8)
  const tails = ['1207', '1270', '1720', '7120', '1202', '3308', '3380']
  return {
    path: 'applicant.personalId',
    line: 'Số định danh',
    values: (random) => three(random, tails, (tail) => stem + tail),
    write: String,
  }
}

function birthOf(_: Dossier): Quarrel {
  const days = ['1990-01-12', '1990-12-01', '1990-01-21', '1991-01-12', '1990-02-12']
  return {
    path: 'applicant.birthDate',
    line: 'Ngày sinh',
    values: (random) => three(random, days, (day) => day),
    write: (day) => formatBirthDate(String(day)),
  }
}

function phoneOf(): Quarrel {
  const tails = ['3456', '3465', '3546', '4356', '7788', '7878']
  return { path: 'applicant.phone', line: 'Điện thoại', values: (random) => three(random, tails, (tail) => `091200${tail}`), write: String }
}

function subjectOf({ subject }: Dossier): Quarrel {
  const notes = ['01 bản', '02 bản', '03 bản', '05 bản']
  return { path: 'subject', line: 'Nội dung', values: (random) => three(random, notes, (note) => `${subject}, ${note}`), write: String }
}

function addressOf({ applicant }: Dossier): Quarrel {
  const houses = ['Số 12', 'Số 21', 'Số 112', 'Số 12A']
  return {
    path: 'applicant.address',
    line: 'Địa chỉ',
    values: (random) =>
      three(random, houses, (house) => ({ text: `${house}, ${applicant.address.text}`, unitCode: applicant.address.unitCode })),
    write: (value) => (typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : ''),
  }
}

function three(random: Random, from: readonly string[], make: (one: string) => unknown): [unknown, unknown, unknown] {
  const first = random.pick(from)
  const second = random.pick(from.filter((one) => one !== first))
  const third = random.pick(from.filter((one) => one !== first && one !== second))
  return [make(first), make(second), make(third)]
}

/** The desk notes that the citizen withdraws while the specialist asks for papers; the paper says which it was. */
function planSteps(n: number): DisputePlan {
  const withdrawn = n % 16 === 7
  const papers = [{ name: 'Bản chính giấy tờ tùy thân', originals: 1, certifiedCopies: 0, copies: 0 }]
  return {
    kind: 'step',
    mine: { do: 'requestWithdrawal', reason: 'Công dân gọi điện báo không còn nhu cầu.' },
    theirs: { do: 'requestSupplement', reason: 'Giấy tờ tùy thân bị mờ.', papers, deadline: null },
    paper: withdrawn ? ['Đơn xin rút hồ sơ', 'Công dân đã ký'] : ['Giấy hẹn bổ sung giấy tờ', 'Công dân đã ký'],
    truth: (field) => {
      const take = withdrawn ? 'mine' : 'theirs'
      return { path: field.path, take, value: field[take] }
    },
  }
}
