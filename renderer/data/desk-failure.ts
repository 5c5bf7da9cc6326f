/** Why the desk cannot serve, apart from the rules of the trade (`RuleBroken`). */
export type DeskFailureCode =
  | 'second_window'
  | 'signed_out'
  /** The centre asks for a sign-in with a line before it does this. */
  | 'sign_in_needed'
  /** The office's hub has no line to the province now, which alone decides this. */
  | 'province_unreachable'
  /** The official signed in at the hub while it had no line: the province does not know yet who they are. */
  | 'province_sign_in_needed'
  | 'storage_full'
  | 'storage_failed'
  | 'unreachable'
  | 'page_unreadable'
  | 'page_too_large'

/** A failure of the desk itself; the page translates the code into a sentence. */
export class DeskFailure extends Error {
  readonly code: DeskFailureCode

  constructor(code: DeskFailureCode, cause?: unknown) {
    // The cause stands behind "chi tiết" too, where only this message is left of it.
    super(cause === undefined ? code : `${code}: ${String(cause)}`, { cause })
    this.name = 'DeskFailure'
    this.code = code
  }
}
