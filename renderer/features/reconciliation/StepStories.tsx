import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { CaseField, CaseSide, ReconciliationCase } from '#core/reconciliation/case.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { type Side, sides } from './choices.ts'
import { rowId } from './focus-lack.ts'
import { readStory, type StepStory } from './step-story.ts'
import type { CaseForm } from './use-case-form.ts'
import { type FieldsKeys, sideId } from './use-fields-keys.ts'

type Props = { field: CaseField; one: ReconciliationCase; dossier: Dossier; form: CaseForm; keys: FieldsKeys; editable: boolean }

/** Two lawful moves from one place, told as two short stories with what follows from each; or neither. */
export function StepStories({ field, one, dossier, form, keys, editable }: Props) {
  const { t } = useTranslation()
  const asked = dossier.supplements.at(-1)?.reason ?? ''
  const stories = { base: readStory(field.base, asked), mine: readStory(field.mine, asked), theirs: readStory(field.theirs, asked) }
  const choice = form.draft.choices.step ?? one.settled?.choices.find((each) => each.path === 'step')
  const reached = choice === undefined || choice.take === 'typed' ? 'mine' : choice.take
  const tellers = { base: null, mine: one.mine, theirs: one.theirs }
  return (
    <section id={rowId('step')} className="mc-card mc-case-card" aria-labelledby="case-step-title">
      <h2 id="case-step-title">{t('reconciliation.step.title')}</h2>
      <div className="mc-stories">
        {sides.map((side, at) => {
          const look = choice?.take === side ? 'mc-story mc-side-taken' : 'mc-story'
          const told = { side, story: stories[side], from: stories.base, teller: tellers[side] }
          return editable ? (
            <button
              key={side}
              id={sideId('step', side)}
              type="button"
              className={look}
              aria-pressed={choice?.take === side}
              tabIndex={keys.active === 'step' && side === reached ? 0 : -1}
              onClick={() => keys.choose(field, side)}
            >
              <Story {...told} keyHint={String(at + 1)} />
            </button>
          ) : (
            <div key={side} className={look}>
              <Story {...told} keyHint={null} />
            </div>
          )
        })}
      </div>
    </section>
  )
}

type StoryProps = { side: Side; story: StepStory | null; from: StepStory | null; teller: CaseSide | null; keyHint: string | null }

function Story({ side, story, from, teller, keyHint }: StoryProps) {
  const { t } = useTranslation()
  return (
    <>
      <span className="mc-story-head">
        <strong>{teller === null ? t('reconciliation.step.base') : t('reconciliation.step.side', { desk: teller.deskName })}</strong>
        {keyHint !== null && <KeyHint keys={keyHint} />}
      </span>
      {teller !== null && (
        <span className="mc-soft mc-figures">{t('reconciliation.step.who', { name: teller.byName, time: formatInstant(teller.at) })}</span>
      )}
      {story === null ? (
        <span className="mc-warn">{t('reconciliation.step.unreadable')}</span>
      ) : (
        <>
          <span className="mc-story-move">{sayMove(t, side === 'base' ? null : from, story)}</span>
          {side !== 'base' && story.why !== '' && (
            <span>{t(`reconciliation.step.${story.status >= 9 ? 'number' : 'why'}`, { why: story.why })}</span>
          )}
          {story.holder !== '' && <span className="mc-soft">{t('reconciliation.step.holder', { name: story.holder })}</span>}
          {story.dueAt !== null && (side === 'base' || story.dueAt !== from?.dueAt) && (
            <span className="mc-soft">{t('reconciliation.step.due', { time: formatInstant(story.dueAt) })}</span>
          )}
          <span className="mc-story-then">
            <span className="mc-strong">{t('reconciliation.step.consequenceTitle')}</span>{' '}
            {t(`reconciliation.step.consequence.${story.status}`)}
          </span>
        </>
      )}
    </>
  )
}

function sayMove(t: TFunction, from: StepStory | null, to: StepStory): string {
  const place = ({ status, stage }: StepStory) =>
    stage === null ? t(`ui.status.${status}`) : `${t(`ui.status.${status}`)} · ${t(`ui.stage.${stage}`)}`
  if (from === null) return place(to)
  if (from.status === to.status && from.stage === to.stage) return t('reconciliation.step.stays', { to: place(to) })
  return t('reconciliation.step.moved', { from: place(from), to: place(to) })
}
