import { useDesk, useLive } from './use-desk.ts'

/** Whether the official may take in dossiers: nobody else is offered it. */
export function useTakesIn(): boolean {
  return useLive(useDesk().session.current)?.roles.includes('one_stop_official') ?? false
}

/** Whether the official watches over a unit: leaders, supervisors, administrators. */
export function useWatches(): boolean {
  const roles = useLive(useDesk().session.current)?.roles ?? []
  return roles.some((role) => role === 'leader' || role === 'supervisor' || role === 'administrator')
}
