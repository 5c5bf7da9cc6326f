import type { DossierCommand } from '#core/dossier/command.ts'
import type { CommandContext, CommandOutcome } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { receiveDossier, refuseAtDesk } from '#core/dossier/receive-dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import type { Role } from '#core/person/role.ts'
import { EventId } from '#core/record/ids.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { makeDemoIntake, placementOf } from './demo-intake.ts'
import type { DemoPlan } from './demo-plan.ts'
import { type Actor, pickActor } from './demo-staff.ts'
import type { DemoWorld, Receipt } from './demo-world.ts'
import { type DemoPage, drawDemoPage } from './draw-page.ts'

/** An event before it is chained and signed. */
export type PlayedEvent = { outcome: CommandOutcome; at: Instant; eventId: EventId; by: Actor }
export type PlayedDossier = { dossier: Dossier; events: PlayedEvent[]; pages: DemoPage[] }

type Step = { role: Role; command: (dossier: Dossier, at: Instant, by: Actor['actor']) => DossierCommand }

/** Plays a dossier's life from the counter to where the plan wants it, by the commands that officials give. */
export function playDossier(world: DemoWorld, receipt: Receipt): PlayedDossier {
  const played = receive(world, receipt)
  const steps = listSteps(world, receipt.plan, played)
  const moments = receipt.moments
  steps.forEach((step, index) => {
    const at = moments[index]
    if (at === undefined) throw new Error('a demo dossier has more acts than moments')
    const { receiving, competent } = played.dossier.agencies
    const agency = step.role === 'one_stop_official' ? receiving : competent
    const by = pickActor(world, { agency, role: step.role, at })
    const context = contextOf(world, at, by)
    const outcome = runCommand(played.dossier, step.command(played.dossier, at, by.actor), context)
    played.dossier = outcome.dossier
    played.events.push({ outcome, at, eventId: context.eventId, by })
  })
  return played
}

function receive(world: DemoWorld, receipt: Receipt): PlayedDossier {
  const { at, number, procedure, commune, plan } = receipt
  const by = pickActor(world, { agency: commune.slug, role: 'one_stop_official', at })
  const channel = receipt.channel
  const { draft, pages } = makeDemoIntake(world.random, {
    commune,
    procedure,
    channel,
    at,
    official: by.actor,
    code: number.code,
    serial: receipt.serial,
    ulid: world.ulid,
  })
  const context = { ...contextOf(world, at, by), number, dossierId: `dossier:${world.ulid(at)}` }
  const refusal = { reason: 'Không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.', legalGround: 'Nghị định 118/2025/NĐ-CP' }
  const taken = plan.status === 3 ? refuseAtDesk(draft, refusal, context) : receiveDossier(draft, context)
  const outcome = plan.status === 1 ? asFiledOnline(taken) : taken
  return { dossier: outcome.dossier, events: [{ outcome, at, eventId: context.eventId, by }], pages }
}

/** Status 1: the citizen has filed on the national portal and no clock runs yet. */
function asFiledOnline(outcome: CommandOutcome): CommandOutcome {
  const { dossier, event } = outcome
  const business = { ...dossier.business, status: 1 as const }
  return {
    ...outcome,
    dossier: { ...dossier, business, dueAt: null, dueHistory: [] },
    event: { ...event, to: 1, data: { ...event.data, dueAt: null } },
  }
}

function contextOf(world: DemoWorld, at: Instant, by: Actor): CommandContext {
  const eventId = EventId.parse(`event:${world.ulid(at)}`)
  return { at, actor: by.actor, deskName: by.device.deskName, catalogue: world.catalogue, eventId, newId: () => world.ulid(at) }
}

/** The most acts that any plan takes after the receipt. */
export const mostSteps = 9

function listSteps(world: DemoWorld, plan: DemoPlan, played: PlayedDossier): Step[] {
  const owes = played.dossier.money.state === 'due'
  const way = [forward, ...(plan.wish === null && world.random.happens(0.2) ? [requestSupplement, receiveSupplement] : [])]
  const finish = [propose, approve, numberWith(world, played)]
  switch (plan.status) {
    case 1:
    case 2:
    case 3:
      return []
    case 4:
      return [...way, ...stageSteps(plan)]
    case 5:
      return [...way, requestSupplement]
    case 6:
      return [...way, requestPayment]
    case 7:
      return [...way, requestWithdrawal]
    case 8:
      return world.random.happens(0.5) ? [...way, stop] : [...way, requestWithdrawal, acceptWithdrawal]
    case 9:
      return [...way, ...finish]
    case 10:
      return [...way, ...finish, ...(owes ? [collectFee] : []), returnResult]
  }
}

function stageSteps({ stage }: DemoPlan): Step[] {
  if (stage === 'proposed') return [propose]
  if (stage === 'sent_back') return [propose, sendBack]
  return stage === 'approved' ? [propose, approve] : []
}

const forward: Step = { role: 'one_stop_official', command: () => ({ do: 'forward', note: '' }) }
const propose: Step = {
  role: 'specialist',
  command: () => ({ do: 'proposeResult', outcome: 'grant', text: 'Hồ sơ đủ điều kiện, trình lãnh đạo xem xét.' }),
}
const sendBack: Step = { role: 'leader', command: () => ({ do: 'sendBack', text: 'Đối chiếu lại họ tên với giấy tờ tùy thân.' }) }
const approve: Step = { role: 'leader', command: () => ({ do: 'approve', text: 'Đồng ý.' }) }
const requestSupplement: Step = {
  role: 'specialist',
  command: (dossier) => ({
    do: 'requestSupplement',
    reason: 'Giấy tờ nộp kèm bị mờ, không đọc được.',
    papers: [{ name: dossier.papers[0]?.name ?? 'Tờ khai', originals: 1, certifiedCopies: 0, copies: 0 }],
    deadline: null,
  }),
}
const receiveSupplement: Step = {
  role: 'one_stop_official',
  command: ({ papers, placements }) => ({ do: 'receiveSupplement', note: 'Đã nộp đủ giấy tờ bổ sung.', papers, placements }),
}
const requestPayment: Step = {
  role: 'specialist',
  command: () => ({ do: 'requestPayment', note: 'Chuyển thông tin địa chính sang cơ quan thuế.' }),
}
const requestWithdrawal: Step = {
  role: 'one_stop_official',
  command: () => ({ do: 'requestWithdrawal', reason: 'Người nộp không còn nhu cầu.' }),
}
const acceptWithdrawal: Step = { role: 'one_stop_official', command: () => ({ do: 'acceptWithdrawal', note: 'Đã trả lại giấy tờ.' }) }
const stop: Step = {
  role: 'specialist',
  command: () => ({ do: 'stop', reason: 'Không đủ điều kiện giải quyết theo quy định.', legalGround: 'Nghị định 118/2025/NĐ-CP' }),
}
const collectFee: Step = {
  role: 'one_stop_official',
  command: ({ money }) => ({ do: 'collectFee', amountVnd: money.totalVnd - money.paidVnd, method: 'cash', receipt: null }),
}
const returnResult: Step = {
  role: 'one_stop_official',
  command: ({ applicant, submitter }) => ({
    do: 'returnResult',
    to: submitter?.name ?? applicant.name,
    relation: submitter === null ? 'applicant' : 'submitter',
    signatureNote: 'Đã ký nhận trên giấy hẹn',
    authorisation: '',
  }),
}

function numberWith(world: DemoWorld, played: PlayedDossier): Step {
  return {
    role: 'clerk',
    command: (dossier, at, official) => {
      const page = drawDemoPage(world.random, dossier.code)
      played.pages.push(page)
      const placement = placementOf(page, {
        at,
        official,
        id: 'ket-qua-1',
        paperId: null,
        purpose: 'result',
        order: dossier.placements.length + 1,
      })
      const number = `${dossier.numbering.counter}/${at.slice(0, 4)}`
      return {
        do: 'numberResult',
        number,
        title: dossier.procedure.name,
        issuedOn: dayOf(at),
        placements: [...dossier.placements, placement],
      }
    },
  }
}
