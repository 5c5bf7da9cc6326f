import { app as appEn } from './en/app.ts'
import { dayClose as dayCloseEn } from './en/day-close.ts'
import { dossier as dossierEn } from './en/dossier.ts'
import { forms as formsEn } from './en/forms.ts'
import { home as homeEn } from './en/home.ts'
import { indicators as indicatorsEn } from './en/indicators.ts'
import { intake as intakeEn } from './en/intake.ts'
import { outbox as outboxEn } from './en/outbox.ts'
import { outside as outsideEn } from './en/outside.ts'
import { pages as pagesEn } from './en/pages.ts'
import { queue as queueEn } from './en/queue.ts'
import { reconciliation as reconciliationEn } from './en/reconciliation.ts'
import { registers as registersEn } from './en/registers.ts'
import { search as searchEn } from './en/search.ts'
import { settings as settingsEn } from './en/settings.ts'
import { signIn as signInEn } from './en/sign-in.ts'
import { ui as uiEn } from './en/ui.ts'
import { app } from './vi/app.ts'
import { dayClose } from './vi/day-close.ts'
import { dossier } from './vi/dossier.ts'
import { forms } from './vi/forms.ts'
import { home } from './vi/home.ts'
import { indicators } from './vi/indicators.ts'
import { intake } from './vi/intake.ts'
import { outbox } from './vi/outbox.ts'
import { outside } from './vi/outside.ts'
import { pages } from './vi/pages.ts'
import { queue } from './vi/queue.ts'
import { reconciliation } from './vi/reconciliation.ts'
import { registers } from './vi/registers.ts'
import { search } from './vi/search.ts'
import { settings } from './vi/settings.ts'
import { signIn } from './vi/sign-in.ts'
import { ui } from './vi/ui.ts'

/** Every message of the page: one file per feature and language (a long one has parts beside it); `t('queue.title')` reads `title` of `queue.ts`. */
export const messages = {
  vi: {
    app,
    dayClose,
    dossier,
    forms,
    home,
    indicators,
    intake,
    outbox,
    outside,
    pages,
    queue,
    reconciliation,
    registers,
    search,
    settings,
    signIn,
    ui,
  },
  en: {
    app: appEn,
    dayClose: dayCloseEn,
    dossier: dossierEn,
    forms: formsEn,
    home: homeEn,
    indicators: indicatorsEn,
    intake: intakeEn,
    outbox: outboxEn,
    outside: outsideEn,
    pages: pagesEn,
    queue: queueEn,
    reconciliation: reconciliationEn,
    registers: registersEn,
    search: searchEn,
    settings: settingsEn,
    signIn: signInEn,
    ui: uiEn,
  },
}
