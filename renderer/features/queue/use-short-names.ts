import { useMemo } from 'react'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** Short name of a procedure by its code, as people at the desk say it. */
export function useShortNames(): (procedureCode: string) => string | undefined {
  const { procedures } = useLive(useDesk().catalogue)
  return useMemo(() => {
    const names = new Map(procedures.map((one) => [one.code, one.shortName]))
    return (code) => names.get(code)
  }, [procedures])
}
