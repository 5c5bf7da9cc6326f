import type { AllowedCommand } from '#core/dossier/allowed-commands.ts'
import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier, Placement } from '#core/dossier/dossier.ts'
import type { FoundDossier } from '#core/dossier/found-dossier.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import type { Role } from '#core/person/role.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { CaseField, CaseSettlement, ReconciliationCase } from '#core/reconciliation/case.ts'
import type { Decider } from '#core/reconciliation/deciders-of.ts'
import type { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import type { HandedIn, Oversight } from '#core/reconciliation/oversight.ts'
import type { AgencySlug, CaseId, DeviceId, DossierId, DraftId, PageHash, PersonId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Refusal, SyncMark } from '#core/sync/mark.ts'
import type { OfficeHub } from './centre/office-hub.ts'
import type { DayCloses } from './day-close/desk-day-closes.ts'
import type { Indicators } from './indicators/indicators.ts'
import type { Outside } from './outside/outside.ts'
import type { Registers } from './registers/desk-registers.ts'

/** A value that changes by itself: read it now, or be told. Made for `useSyncExternalStore`; `get` is stable between changes. */
export type Live<T> = { get(): T; subscribe(onChange: () => void): () => void }

export type SignedInOfficial = { person: PersonId; login: string; name: string; roles: Role[]; agency: AgencySlug; online: boolean }

export type EnrolledDesk = { device: DeviceId; name: string; agency: AgencySlug; agencyName: string }

export type SignInFailure =
  | 'wrong_password'
  | 'offline_and_not_enrolled'
  | 'offline_too_long'
  | 'locked_out'
  | 'other_agency'
  | 'unreachable'
  | 'device_revoked'
  /** This PC is sealed and nobody but an official who has signed in here before can open it. */
  | 'key_missing'

/** `not_at_province`: the office's hub took the password and the province another one, or none at all (`unreachable`). */
export type Confirmation = 'confirmed' | 'wrong_password' | 'locked_out' | 'not_at_province' | 'unreachable'

/** Work of one dossier that a revoked desk had not sent: still only here, waiting for the administrator, or decided. */
export type LockedWork = {
  dossierId: DossierId
  code: string
  authorName: string
  since: Instant
  events: number
  pages: number
  state: 'here' | HandedIn['state']
  decided: HandedIn['decided']
}

/** A desk that the centre has revoked: since when it is locked, what it had not sent and what became of that. */
export type LockedDesk = { since: Instant; works: LockedWork[] }

/** Who is at the desk. Signing in seals and unseals everything else: every other part of the desk throws before it. */
export type Session = {
  current: Live<SignedInOfficial | null>
  desk: Live<EnrolledDesk | null>
  /** Not null where the centre has revoked this desk: nobody signs in, nothing syncs; unsent work is handed in. */
  locked: Live<LockedDesk | null>
  /** Officials who have signed in on this PC, for the sign-in screen. */
  listKnown(): Promise<{ login: string; name: string; lastSignIn: Instant }[]>
  /** Online where the centre answers, offline against the sealed verifier where it does not. `deskName` enrols a new PC. */
  signIn(input: {
    login: string
    password: string
    deskName?: string
  }): Promise<{ ok: true } | { ok: false; failure: SignInFailure; retryAfterSeconds?: number }>
  /** The password again: the server that lost this official's session, or never had one, knows them from now on. */
  confirm(password: string): Promise<Confirmation>
  signOut(): Promise<void>
}

/** One line of the queue and of search, ready to show; no personal number in full. */
export type DossierRow = {
  id: DossierId
  code: string
  applicantName: string
  birthYear: string
  personalIdTail: string
  procedureCode: string
  procedureName: string
  sector: string
  status: Dossier['business']['status']
  stage: Dossier['business']['stage']
  holderRole: Role | null
  holderName: string
  holderSince: Instant
  receivedAt: Instant
  dueAt: Instant | null
  /** Deadline at a glance, worked out for now. */
  deadline: 'none' | 'on_time' | 'soon' | 'today' | 'late' | 'paused' | 'done'
  missingPapers: number
  owedVnd: number
  pagesUnsent: number
  receivingAgency: AgencySlug
  sync: SyncMark['state']
  updatedAt: Instant
}

export type QueueTab = 'mine' | 'today' | 'soon' | 'late' | 'waiting' | 'ready' | 'open' | 'closed'
export type QueueOrder = { column: keyof DossierRow; descending: boolean }
export type QueueQuery = { tab: QueueTab; text: string; order: QueueOrder; sector: string | null; agency?: AgencySlug | null }

export type DossierPage = {
  dossier: Dossier
  mark: SyncMark
  /** Oldest first; own unsent events included. */
  timeline: (JournalEvent & { sync: SyncMark['state'] })[]
  /** What the signed-in official may do now; the rest with the reason they may not. */
  allowed: AllowedCommand[]
  /** True where a newer desk wrote it: shown, not changed. */
  readOnly: boolean
  /** Its open cases: who decides each, and whom to ring. */
  disputes: CaseRow[]
}

/** How pages use the line and the disk of this PC. */
export type PagePolicy = {
  /** Most kilobits a second for page images, both ways; null = as fast as the line goes. Text is never held back. */
  lineKbps: number | null
  /** Megabytes of page images kept here; beyond it pages that the province has go, and are fetched again when opened. */
  keepMb: number
  /** Fetch the pages of my queue before I open them. */
  fetchAhead: boolean
}

/** Page images on this desk: how many, how large, and how much of it waits for the centre. */
export type PageUsage = { pages: number; bytes: number; unsentBytes: number }

export type PageState = { hash: PageHash; sync: SyncMark['state']; refusal: Refusal | null; sizeBytes: number; onThisDesk: boolean }

export type OutboxItem = {
  key: string
  kind: 'dossier' | 'event' | 'page' | 'close'
  dossierId: DossierId | null
  /** Dossier code, event label key or page number, for people. */
  title: string
  author: string
  state: SyncMark['state']
  /** Where it was acknowledged; absent before. */
  at?: 'office' | 'province'
  since: Instant
  refusal: Refusal | null
  sizeBytes: number
}

export type SyncStatus = {
  link: 'online' | 'offline' | 'sign_in_needed' | 'device_revoked'
  /** The server behind the link: the office's hub or the province's centre; null before it has said. */
  place: 'office' | 'province' | null
  /** Items that the hub holds and the province does not yet. */
  atOffice: number
  /** When the link last changed. */
  since: Instant
  waitingDossiers: number
  waitingPages: number
  waitingEvents: number
  refused: number
  lastSentAt: Instant | null
  lastReceivedAt: Instant | null
  /** 0–1 while a first load runs, else null. */
  firstLoad: number | null
  /** True while somebody has put the first load off. */
  loadPaused: boolean
}

/** How long closed dossiers stay on this PC once nothing of them is unsent; afterwards they are found at the centre. */
export type RecordPolicy = { keepMonths: number }

/** Dossiers of this agency that this desk does not hold. */
export type CentreSearch = {
  find(text: string): Promise<{ kind: 'found'; dossiers: FoundDossier[] } | { kind: 'too_many' | 'unreachable' }>
  /** Brings one here, with its events; throws `DeskFailure('unreachable')` where the centre does not answer. */
  bring(id: DossierId): Promise<void>
}

export type NumberingStatus = {
  slot: number | null
  generation: number | null
  issuedToday: number
  lapsesAt: Instant | null
  /** Whole days until the slot lapses, once the desk should say so; else null. */
  daysLeft: number | null
  problem: 'no_slot' | 'lapsed' | 'clock_set_back' | null
}

export type { Decider } from '#core/reconciliation/deciders-of.ts'

/** One line of the reconciliation list. */
export type CaseRow = {
  id: CaseId
  dossierId: DossierId
  dossierCode: string
  applicantName: string
  kind: ReconciliationCase['kind']
  receivingAgency: AgencySlug
  /** Paths of the fields in dispute. */
  fields: string[]
  /** The first field in dispute and its two values, to be seen in the list. */
  peek: Pick<CaseField, 'path' | 'mine' | 'theirs'>
  /** True where one of them is a legal field: decided one by one, never in bulk. */
  legal: boolean
  openedAt: Instant
  decider: Decider
  substitute: Decider | null
  /** True where the signed-in official may decide it now. */
  mayDecide: boolean
  settledAt: Instant | null
  /** Who decided it and why; null while it is open. */
  settled: Pick<CaseSettlement, 'byName' | 'reason'> | null
  /** True while a decision may still be taken back: until the close of its day. */
  mayReopen: boolean
}

/** What people have to decide. A decision is `dossiers.run(id, { do: 'settleCase', … })`. */
export type Reconciliation = {
  /** Cases of the dossiers on this desk: open first, oldest first; settled ones newest first. */
  cases: Live<CaseRow[]>
  /** What the centre knows of the whole unit, as of its last answer; null before the first. Asked for again on `refresh`. */
  oversight: Live<Oversight | null>
  /** Throws `DeskFailure` where the centre did not answer; what was known stays. Does nothing for whoever oversees no unit. */
  refresh(): Promise<void>
  /** Takes in or turns down work that was handed in; needs a line and an administrator or supervisor who signed in online. */
  judge(handedIn: string, verdict: { accept: boolean; reason: string }): Promise<void>
  /** What was handed in, whole; needs a line, like judging it. */
  readHandedIn(handedIn: string): Promise<HandedInWork>
  /** Says that dossiers which seemed to be one are not; without a reason takes that back. Needs a line, like `judge`. */
  dismissDuplicate(duplicate: string, reason: string | null): Promise<void>
}

/** What an official can do with records. Implementations: `renderer/data/open-desk.ts`. Throws `RuleBroken` where the rules forbid it. */
export type Desk = {
  session: Session
  catalogue: Live<Catalogue>
  dossiers: {
    /** Every dossier on this desk, newest first; the same array until something changes. */
    rows: Live<DossierRow[]>
    queue(query: QueueQuery): Live<{ rows: DossierRow[]; counts: Record<QueueTab, number> }>
    /** Words in any order, marks ignored; also the end of a code, phone or personal number. Best first. */
    search(text: string, limit: number): DossierRow[]
    page(id: DossierId): Live<DossierPage | null | 'loading'>
    /** One intake = one write. Resolves when it is durable; the code in the answer is final. Removes the draft. */
    receive(draft: IntakeDraft): Promise<Dossier>
    /** Refusal at the desk: a dossier in status 3 with form 03. */
    refuse(draft: IntakeDraft, refusal: { reason: string; legalGround: string }): Promise<Dossier>
    run(id: DossierId, command: DossierCommand): Promise<Dossier>
    /** Earlier dossiers of a personal number, newest first. */
    ofPerson(personalId: string): DossierRow[]
  }
  drafts: {
    list: Live<IntakeDraft[]>
    start(): IntakeDraft
    /** Resolves when durable. */
    save(draft: IntakeDraft): Promise<void>
    remove(id: DraftId): Promise<void>
  }
  pages: {
    /** Hashes, seals, makes the thumbnail and stores; resolves when all of it is durable. */
    add(
      bytes: Uint8Array,
      source: Placement['source'],
    ): Promise<Pick<Placement, 'page' | 'mediaType' | 'sizeBytes' | 'widthPx' | 'heightPx'>>
    /** From this desk, else from the centre. Throws `RuleBroken('not-found')` where neither has it. */
    open(hash: PageHash): Promise<Blob>
    thumbnail(hash: PageHash): Promise<Blob>
    state(hash: PageHash): Live<PageState>
    policy: Live<PagePolicy>
    setPolicy(policy: PagePolicy): Promise<void>
    usage: Live<PageUsage>
  }
  sync: {
    status: Live<SyncStatus>
    outbox: Live<OutboxItem[]>
    /** What was acknowledged since the desk was opened, newest first, at most 200. */
    delivered: Live<(OutboxItem & { acknowledgedAt: Instant })[]>
    retry(key: string): Promise<void>
    /** Tries at once instead of waiting for the next round. */
    now(): Promise<void>
    /** Puts the first load off, or goes on with it from where it was. */
    pauseLoad(): Promise<void>
    resumeLoad(): Promise<void>
  }
  centreSearch: CentreSearch
  records: { policy: Live<RecordPolicy>; setPolicy(policy: RecordPolicy): Promise<void> }
  reconciliation: Reconciliation
  numbering: Live<NumberingStatus>
  registers: Registers
  dayClose: DayCloses
  indicators: Indicators
  officeHub: OfficeHub
  outside: Outside
  /** Whether the browser has promised never to evict this profile's storage; null until it has answered. */
  persisted: Live<boolean | null>
  close(): Promise<void>
}
