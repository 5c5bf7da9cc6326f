import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation } from 'react-router'
import { z } from 'zod'
import { PersonId } from '#core/record/ids.ts'
import { BrandMark } from '#renderer/app/BrandMark.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { KnownOfficials } from './KnownOfficials.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LockedPanel } from './LockedPanel.tsx'
import './sign-in.css'
import { ServerChoice } from './ServerChoice.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useKnownOfficials } from './use-known-officials.ts'

/** The screen that somebody left, and who; null where the desk was started on it. */
const Left = z.object({ from: z.string(), leftBy: PersonId.nullable() })

/** Who is at the desk. Works without a network for everyone who has signed in on this PC before. */
export function SignInPage() {
  const { t } = useTranslation()
  const { session } = useDesk()
  const official = useLive(session.current)
  const place = useLive(session.desk)
  const locked = useLive(session.locked)
  const known = useKnownOfficials()
  const [login, setLogin] = useState('')
  const left = Left.safeParse(useLocation().state).data
  if (official !== null) return <Navigate to={wayBack(left, official.person)} replace />
  return (
    <main className="mc-sign-in">
      <div className="mc-sign-in-sides">
        {locked !== null && <LockedPanel locked={locked} />}
        <section className="mc-sign-in-card">
          <header>
            <div className="mc-sign-in-brand">
              <BrandMark size={32} />
              <h1>{t('app.name')}</h1>
            </div>
            <p className="mc-soft">{place === null ? t('signIn.newDesk') : `${place.agencyName} · ${place.name}`}</p>
          </header>
          {known.length > 0 && <KnownOfficials known={known} selected={login} onSelect={setLogin} />}
          <SignInForm key={login} login={login} needsDeskName={place === null} />
        </section>
      </div>
      <ServerChoice />
      <LanguageSwitch />
    </main>
  )
}

/** Whoever comes back goes on where they were; a colleague starts with their own work, not in somebody else's dossier. */
function wayBack(left: z.infer<typeof Left> | undefined, person: PersonId): string {
  return left !== undefined && (left.leftBy === null || left.leftBy === person) ? left.from : '/'
}
