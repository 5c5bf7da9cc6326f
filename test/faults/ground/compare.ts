import { createHash } from 'node:crypto'
import { Dossier } from '#core/dossier/dossier.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import type { Acknowledgement } from './oracle.ts'

export const agency = 'agency-h53-27712'

/** What is missing or twofold, in words; the trial of each. */
export type Finding = { kind: 'lost' | 'doubled' | 'untrue'; trial: number; what: string }

/** What the centre holds, set against everything the screen had acknowledged. Call when the desk says that all has been sent. */
export async function compareWithCentre(origin: string, seen: Acknowledgement[]): Promise<Finding[]> {
  const reader = await openCentreReader(origin, 'giang.nv')
  const names = new Map(seen.filter(({ trial }) => trial >= 0).map(({ name, trial }) => [name, trial]))
  const held = (await reader.list(`${agency}-dossiers`)).flatMap((document) => {
    const dossier = Dossier.safeParse(document)
    return dossier.success && names.has(dossier.data.applicant.name) ? [dossier.data] : []
  })
  const findings: Finding[] = []
  for (const [name, trial] of names) findings.push(...judgeName({ name, trial, held, seen }))
  for (const code of new Set(held.map((one) => one.code))) {
    const many = held.filter((one) => one.code === code).length
    if (many > 1) findings.push({ kind: 'doubled', trial: -1, what: `${many} dossiers are ${code}` })
  }
  const received = (await reader.list(`${agency}-journal`)).filter((event) => event.type === 'dossierReceived')
  for (const dossier of held) {
    const trial = names.get(dossier.applicant.name) ?? -1
    const told = received.filter((event) => event.dossierId === dossier.id).length
    if (told !== 1) findings.push({ kind: told === 0 ? 'lost' : 'doubled', trial, what: `${told} events of receiving ${dossier.code}` })
    for (const { page } of dossier.placements) {
      const bytes = await reader.attachment(`${agency}-pages`, `page:${page}`, 'bytes').catch(() => undefined)
      const digest = bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex')
      if (digest !== page) findings.push({ kind: 'lost', trial, what: `page ${page.slice(0, 8)} of ${dossier.code}` })
    }
  }
  return findings
}

type Question = { name: string; trial: number; held: Dossier[]; seen: Acknowledgement[] }

function judgeName({ name, trial, held, seen }: Question): Finding[] {
  const mine = seen.filter((one) => one.name === name)
  const dossiers = held.filter((one) => one.applicant.name === name)
  const findings: Finding[] = []
  for (const code of new Set(mine.filter(({ kind }) => kind === 'saved').map((one) => one.code))) {
    if (!dossiers.some((one) => one.code === code)) findings.push({ kind: 'lost', trial, what: `${code}, said to be saved` })
  }
  if (dossiers.length > 1)
    findings.push({ kind: 'doubled', trial, what: `${name} stands in ${dossiers.map((one) => one.code).join(', ')}` })
  const pages = new Set(mine.filter(({ kind }) => kind === 'page').map(({ page }) => page)).size
  const placed = dossiers[0]?.placements.length ?? 0
  if (dossiers.length > 0 && placed < pages) findings.push({ kind: 'lost', trial, what: `${pages - placed} of ${pages} pages of ${name}` })
  return findings
}
