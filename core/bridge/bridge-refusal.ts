import type { BridgeFailure } from './contract.ts'

/** Thrown by a handler of the bridge; crosses to the page as `{ok: false, failure}`. */
export class BridgeRefusal extends Error {
  readonly code: BridgeFailure['code']

  /** @param detail for the log; holds no personal data */
  constructor(code: BridgeFailure['code'], detail: string) {
    super(detail)
    this.name = 'BridgeRefusal'
    this.code = code
  }
}
