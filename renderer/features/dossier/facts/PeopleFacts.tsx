import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { Day } from '#core/record/instant.ts'
import { formatDay } from '#renderer/ui/format.ts'
import { Fact, FactGroup } from './FactGroup.tsx'

/** Whose dossier it is, and who brought it. */
export function PeopleFacts({ dossier: { applicant, submitter } }: { dossier: Dossier }) {
  const { t } = useTranslation()
  return (
    <>
      <FactGroup title={t('dossier.facts.applicant')}>
        <Fact label={t(applicant.type === 'organisation' ? 'dossier.facts.organisation' : 'dossier.facts.name')}>
          <strong>{applicant.name}</strong>
          {applicant.nameToCheck && <span className="mc-warn"> △ {t('dossier.facts.nameToCheck')}</span>}
        </Fact>
        <Fact label={t('dossier.facts.personalId')}>{figures(applicant.personalId)}</Fact>
        <Fact label={t('dossier.facts.oldId')}>{figures(applicant.oldId)}</Fact>
        <Fact label={t('dossier.facts.taxCode')}>{figures(applicant.taxCode)}</Fact>
        <Fact label={t('dossier.facts.birthDate')}>
          {figures(applicant.birthDate === null ? null : writeBirthDate(applicant.birthDate))}
        </Fact>
        <Fact label={t('dossier.facts.sex')}>{applicant.sex && t(`dossier.facts.sexOf.${applicant.sex}`)}</Fact>
        <Fact label={t('dossier.facts.type')}>{applicant.type === 'citizen' ? null : t(`dossier.facts.typeOf.${applicant.type}`)}</Fact>
        <Fact label={t('dossier.facts.address')}>{applicant.address.text}</Fact>
        <Fact label={t('dossier.facts.phone')}>{figures(applicant.phone)}</Fact>
        <Fact label={t('dossier.facts.email')}>{applicant.email}</Fact>
      </FactGroup>
      {submitter !== null && (
        <FactGroup title={t('dossier.facts.submitter')}>
          <Fact label={t('dossier.facts.name')}>
            <strong>{submitter.name}</strong>
          </Fact>
          <Fact label={t('dossier.facts.personalId')}>{figures(submitter.personalId)}</Fact>
          <Fact label={t('dossier.facts.phone')}>{figures(submitter.phone)}</Fact>
          <Fact label={t('dossier.facts.relation')}>{submitter.relation}</Fact>
          <Fact label={t('dossier.facts.authorisation')}>{submitter.authorisation}</Fact>
        </FactGroup>
      )}
    </>
  )
}

function figures(text: string | null) {
  return text === null || text === '' ? null : <span className="mc-figures">{text}</span>
}

/** Old papers may know no more than the year, or month and year. */
function writeBirthDate(birthDate: string): string {
  const day = Day.safeParse(birthDate)
  return day.success ? formatDay(day.data) : birthDate.split('-').reverse().join('/')
}
