import type { DossierCommand } from '#core/dossier/command.ts'
import type { CommandContext } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { type Catalogue, findProcedureInForce } from '#core/procedure/catalogue.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import type { Numbering } from '../numbering/numbering.ts'
import type { Rights } from '../registers/rights.ts'

type NumberParts = { numbering: Pick<Numbering, 'next'>; rights: Pick<Rights, 'next'>; catalogue(): Catalogue }

/** Numbers for one command; `taken` is called once they are durable in the dossier. */
export type TakenNumbers = { context: Pick<CommandContext, 'number' | 'bookNumber'>; taken(): void }

/** The register number of an intake where this desk holds the book; undefined where it does not: the dossier is entered later. */
export function tryEnter(parts: NumberParts, procedureCode: string | null, at: Instant): TakenNumbers | undefined {
  const procedure = procedureCode === null ? undefined : findProcedureInForce(parts.catalogue(), procedureCode, dayOf(at))
  if (procedure?.register === undefined) return undefined
  try {
    return enter(parts, procedure.register, at)
  } catch (cause) {
    if (cause instanceof RuleBroken) return undefined
    throw cause
  }
}

/** The numbers that a command takes; none for most. Throws `RuleBroken` where this desk has none to give. */
export function numbersFor(parts: NumberParts, dossier: Dossier, command: DossierCommand, at: Instant): TakenNumbers | undefined {
  if (command.do === 'enterInRegister') return enter(parts, registerOf(parts, dossier), at)
  if (command.do !== 'renumber') return undefined
  const found = dossier.cases?.find(({ id }) => id === command.caseId)
  if (found?.fields[0]?.path === 'book') return enter(parts, registerOf(parts, dossier), at)
  const { issued, taken } = parts.numbering.next(at)
  return { context: { number: issued }, taken }
}

function enter({ rights }: NumberParts, register: RegisterKind, at: Instant): TakenNumbers {
  const { issued, taken } = rights.next(register, at)
  return { context: { bookNumber: issued }, taken }
}

function registerOf({ catalogue }: NumberParts, { book, procedure }: Dossier): RegisterKind {
  const { procedures } = catalogue()
  const version = procedures.find(({ code, version: one }) => code === procedure.code && one === procedure.version)
  const register = book?.register ?? version?.register ?? procedures.find(({ code }) => code === procedure.code)?.register
  if (register === undefined) throw new RuleBroken('no-book')
  return register
}
