import { useDesk, useLive } from './use-desk.ts'

/** Whether the official may take in dossiers: nobody else is offered it. */
export function useTakesIn(): boolean {
  return useLive(useDesk().session.current)?.roles.includes('one_stop_official') ?? false
}
