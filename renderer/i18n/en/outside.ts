import type { outside as vi } from '../vi/outside.ts'

export const outside: typeof vi = {
  title: 'Systems outside',
  systemOf: {
    national_portal: 'National public service portal',
    population: 'National population database',
    land: 'Land database',
    business: 'Business registration',
    finance: 'Financial duties',
    insurance: 'Social insurance',
  },
  portalOf: { not_sent: 'Not sent', queued: 'Waiting to be sent', sent: 'Has it', refused: 'Refused' },
  waiting: 'Waiting for an answer',
  waitingAgain: 'Could not be sent, tried again at',
  refused: 'Refused',
  done: 'Done',
  unchecked: 'Not checked yet',
  resultOf: { matches: 'Matches', differs: 'Differs', not_found: 'Not found' },
  offline: 'Cannot be seen without a line. Work on the dossier goes on; the centre checks when the dossier arrives.',
  lookUp: 'Look up',
  system: 'Where to look',
  questionOf: {
    land: 'Serial number of the certificate',
    business: 'Business or household business number',
    finance: 'Number of the payment notice',
    insurance: 'Social insurance number (10 digits)',
  },
  logged: 'Each look-up is recorded with the name of who asked.',
  refresh: 'See new answers',
  failing: 'Stuck with systems outside',
  noneFailing: 'No dossier is stuck.',
  again: 'Send again',
}
