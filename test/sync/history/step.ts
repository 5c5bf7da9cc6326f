import fc from 'fast-check'

/** What a person does to a dossier at a desk; which dossier and which value follow from the numbers of the step. */
export const acts = [
  'name',
  'name',
  'birthDate',
  'phone',
  'phone',
  'subject',
  'forward',
  'requestSupplement',
  'receiveSupplement',
  'propose',
  'propose',
  'sendBack',
  'approve',
  'numberResult',
  'returnResult',
  'requestWithdrawal',
  'declineWithdrawal',
  'collectFee',
  'addPage',
  'turnPage',
  'dropPage',
  'settle',
  'settle',
  'reopen',
  'undoMerge',
] as const
export type Act = (typeof acts)[number]

/** One thing that happens in a history. `desk`, `dossier`, `node` and `choice` are taken modulo what there is. */
export type Step =
  | { kind: 'receive'; desk: number }
  | { kind: 'act'; desk: number; dossier: number; act: Act; choice: number }
  /** A round with the centre, over a line on which every `at`-th request fails. */
  | { kind: 'sync'; desk: number; trouble: 'none' | 'cut' | 'answer_lost' | 'rows_again'; at: number }
  /** The desk dies at its `at`-th write from here on, in a round or an act, and is opened again. */
  | { kind: 'die'; desk: number; dossier: number; at: number; after: boolean; inRound: boolean }
  | { kind: 'restart'; desk: number }
  | { kind: 'moveTo'; desk: number; node: 0 | 1 }
  | { kind: 'replicate'; node: 0 | 1 }
  | { kind: 'sweep'; node: 0 | 1 }
  | { kind: 'compact'; node: 0 | 1 }
  /** Somebody's roles are taken away, or given back. */
  | { kind: 'rights'; desk: number }
  | { kind: 'clock'; desk: number; days: number }
  /** A newer build elsewhere writes members that this one does not know; with `schema` under a higher number. */
  | { kind: 'newer'; node: 0 | 1; dossier: number; schema: boolean }

/** A history: so many desks, and what happened in this order. */
export type History = { desks: number; steps: Step[] }

const desk = fc.nat(7)
const dossier = fc.nat(3)
const node = fc.constantFrom(0 as const, 1 as const)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('receive' as const), desk }) },
  {
    weight: 24,
    arbitrary: fc.record({ kind: fc.constant('act' as const), desk, dossier, act: fc.constantFrom(...acts), choice: fc.nat(3) }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      desk,
      trouble: fc.constantFrom('none' as const, 'none' as const, 'cut' as const, 'answer_lost' as const, 'rows_again' as const),
      at: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('die' as const),
      desk,
      dossier,
      at: fc.integer({ min: 1, max: 5 }),
      after: fc.boolean(),
      inRound: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), desk }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('moveTo' as const), desk, node }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('replicate' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), node }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rights' as const), desk }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), desk, days: fc.integer({ min: -2, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('newer' as const), node, dossier, schema: fc.boolean() }) },
)

/** Random histories: 3 to 8 desks. */
export const history: fc.Arbitrary<History> = fc.record({
  desks: fc.integer({ min: 3, max: 8 }),
  steps: fc.array(step, { minLength: 5, maxLength: 45, size: 'max' }),
})
