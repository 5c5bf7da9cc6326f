import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { BridgeAnswer, BridgeCall, BridgeFailure } from '#core/bridge/contract.ts'

/** Parses the input, runs the handler and turns whatever happens into an answer: no exception and no stack crosses. */
export async function answerCall(
  call: BridgeCall,
  input: unknown,
  handle: (input: unknown) => Promise<unknown>,
): Promise<BridgeAnswer<unknown>> {
  const parsed = call.input.safeParse(input)
  if (!parsed.success) return refuse('invalid', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  try {
    return { ok: true, value: call.output.parse(await handle(parsed.data)) }
  } catch (error) {
    if (error instanceof BridgeRefusal) return refuse(error.code, error.message)
    return refuse('failed', error instanceof Error ? error.message : String(error))
  }
}

function refuse(code: BridgeFailure['code'], detail: string): BridgeAnswer<never> {
  return { ok: false, failure: { code, detail } }
}
