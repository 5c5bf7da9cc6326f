/** Every way in which a command can break a rule of the trade; the page translates the code into a sentence. */
export type RuleCode =
  | 'role-missing'
  | 'transition-forbidden'
  | 'field-missing'
  | 'field-invalid'
  | 'fee-unpaid'
  | 'paper-missing'
  | 'shown-paper-copied'
  | 'received-in-future'
  | 'clock-set-back'
  | 'no-slot'
  | 'slot-lapsed'
  /** The register book is held by another desk, or by none. */
  | 'no-book'
  | 'newer-schema'
  /** A legal field is in dispute: numbering, signing and returning wait for the decision. */
  | 'in-dispute'
  | 'not-found'

/** A command that the rules forbid. Nothing has been changed when it is thrown. */
export class RuleBroken extends Error {
  readonly code: RuleCode
  /** Path of the field at fault in the command's input, e.g. `applicant.name`; absent when no field is. */
  readonly field: string | undefined

  constructor(code: RuleCode, field?: string) {
    super(field === undefined ? code : `${code}: ${field}`)
    this.name = 'RuleBroken'
    this.code = code
    this.field = field
  }
}
