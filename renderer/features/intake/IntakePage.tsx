import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { warmUpForms } from '#renderer/features/forms/render-form.ts'
import { NotPersistedNote } from '#renderer/features/settings/NotPersistedNote.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { CitizenColumn } from './CitizenColumn.tsx'
import { DraftChips } from './DraftChips.tsx'
import './intake.css'
import { IntakeProblem } from './IntakeProblem.tsx'
import { listMissing } from './missing-items.ts'
import { NumberingNotice } from './NumberingNotice.tsx'
import { PagesColumn } from './PagesColumn.tsx'
import { ProcedureColumn } from './ProcedureColumn.tsx'
import { RefusePanel } from './RefusePanel.tsx'
import { SaveBar } from './SaveBar.tsx'
import { SavedPanel } from './SavedPanel.tsx'
import { useAutosave } from './use-autosave.ts'
import { useCardScan } from './use-card-scan.ts'
import { useIntake } from './use-intake.ts'
import { useSaveIntake } from './use-save-intake.ts'

/** Tiếp nhận: one page, three columns, from the citizen's card to the printed appointment. */
export function IntakePage() {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const { draftId } = useParams()
  const drafts = useLive(desk.drafts.list)
  const person = useLive(desk.session.current)?.person
  const intake = useIntake(
    () => drafts.find((one) => (draftId === undefined ? one.author === person : one.id === draftId)) ?? desk.drafts.start(),
  )
  const autosave = useAutosave(intake.draft)
  const save = useSaveIntake(intake, autosave)
  const card = useCardScan(intake, save.saved === null)
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const [refusing, setRefusing] = useState(false)
  const [target, setTarget] = useState<string | null>(null)
  const { draft, today, procedure, quantities } = intake
  const missing = useMemo(
    () => listMissing({ ...draft, feeQuantities: quantities }, today, procedure),
    [draft, today, procedure, quantities],
  )

  useEffect(warmUpForms, [])
  const { flush } = autosave
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page on disk whose place is not in the draft would be lost with the window
  useEffect(() => void flush(), [intake.draft.placements, flush])

  const open = (next: typeof intake.draft) => {
    intake.replace(next)
    save.clear()
    card.clear()
    setShown(new Set())
    setRefusing(false)
    setTarget(null)
    if (draftId !== undefined) void navigate('/intake', { replace: true })
  }
  const next = () => {
    void autosave.flush().then(() => open(desk.drafts.start()))
  }
  const receive = () => {
    setShown(new Set(missing.map((item) => item.field)))
    void save.receive()
  }
  useShortcut('F2|Ctrl+Alt+N', t('intake.next'), next)
  useShortcut('Ctrl+Enter', t('intake.save'), receive, save.saved === null)

  if (save.saved !== null) {
    return (
      <div className="mc-page mc-page-scroll">
        <SavedPanel saved={save.saved} onNext={next} />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the fields inside it, is none itself
    <div
      className="mc-page mc-intake"
      onBlur={(event) => setShown((old) => withField(old, event.target.id))}
      onKeyDownCapture={(event) => {
        // A list field would take Ctrl+Enter for itself; from everywhere on this page it means save.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        receive()
      }}
    >
      <PageHeader
        title={t('intake.title')}
        actions={
          <>
            <DraftChips current={intake.draft.id} onOpen={open} />
            <Button onClick={next} aria-keyshortcuts="F2">
              {t('intake.new')} <KeyHint keys="F2" />
            </Button>
          </>
        }
      />
      <NumberingNotice />
      <NotPersistedNote brief />
      <div className="mc-intake-columns">
        <CitizenColumn intake={intake} news={card.news} onReplace={card.replace} shown={shown} />
        <ProcedureColumn intake={intake} onAddPages={setTarget} />
        <PagesColumn intake={intake} isKept={autosave.isPlaced} target={target} onTarget={setTarget} />
      </div>
      <IntakeProblem error={save.error ?? autosave.failure} />
      {refusing && (
        <RefusePanel saving={save.saving} onRefuse={(refusal) => void save.refuse(refusal)} onCancel={() => setRefusing(false)} />
      )}
      <SaveBar
        missing={missing}
        autosave={autosave}
        saving={save.saving}
        onSave={receive}
        onRefuse={() => setRefusing(true)}
        onMissing={(item) => setShown((old) => new Set([...old, item.field]))}
      />
    </div>
  )
}

/** Errors of a field are shown once it has been left; ids read `intake-applicant-phone`. */
function withField(old: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const field = id.replace(/^intake-/, '').replaceAll('-', '.')
  return old.has(field) ? old : new Set([...old, field])
}
