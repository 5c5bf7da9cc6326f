import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { usePass } from './use-pass.ts'

/** A dossier of a procedure with a register book that is not entered in it yet. */
export function NumberNotice({ page }: { page: DossierPage }) {
  const desk = useDesk()
  const { procedures } = useLive(desk.catalogue)
  const { dossier, allowed } = page
  const mayEnter = allowed.some(({ command, refusedBecause }) => command === 'enterInRegister' && refusedBecause === null)
  const register = procedures.find(
    ({ code, version }) => code === dossier.procedure.code && version === dossier.procedure.version,
  )?.register
  if (register === undefined || dossier.book !== null || !mayEnter) return null
  return <EnterNotice dossierId={dossier.id} register={register} />
}

type DossierId = DossierPage['dossier']['id']

function EnterNotice({ dossierId, register }: { dossierId: DossierId; register: RegisterKind }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const here = useLive(desk.registers.books).some((book) => book.register === register && book.here)
  const { busy, error, run } = usePass()
  const enter = () => run(async () => void (await desk.dossiers.run(dossierId, { do: 'enterInRegister' })))
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('registers.dossier.waiting', { register: t(`registers.name.${register}`) })}
        description={here ? undefined : t('registers.dossier.notHere')}
        action={
          here && (
            <Button size="small" type="primary" loading={busy} onClick={() => void enter()}>
              {t('registers.dossier.enter')}
            </Button>
          )
        }
      />
      {error !== null && <ErrorNote error={error} />}
    </>
  )
}
