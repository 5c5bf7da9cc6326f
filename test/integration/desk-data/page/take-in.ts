import type { Procedure } from '#core/procedure/procedure.ts'
import type { Desk } from '#renderer/data/desk.ts'
import { drawSign } from './draw-sign.ts'

export type TestIntake = { name: string; personalId?: string; page?: string; pageKb?: number; procedure?: string }

const birthRegistration = '1.001193'

/** Takes in a birth registration, or another procedure, as an official would: pages first, then the dossier. */
export async function takeIn(desk: Desk, intake: TestIntake): Promise<string> {
  const { name, personalId = '080090001234', page, pageKb, procedure: wanted = birthRegistration } = intake
  const procedure = await waitForProcedure(desk, wanted)
  const draft = desk.drafts.start()
  draft.procedureCode = procedure.code
  draft.applicant = { ...draft.applicant, name, personalId, birthDate: '01/02/1990', sex: 'female', phone: '0901234567' }
  draft.applicant.address = { text: 'Khu phố 1, phường Tân An', unitCode: '27712' }
  draft.papers = procedure.papers.map(({ id, name: paperName, required, originals, copies, shownOnly }) => ({
    paperId: id,
    name: paperName,
    required,
    originals,
    copies,
    met: shownOnly ? 'shown' : 'paper',
    lookup: null,
    note: '',
  }))
  if (page !== undefined) {
    const placed = await desk.pages.add(await drawSign(page, pageKb), 'file')
    const added = { at: draft.started, by: draft.author, byName: 'Thử' }
    draft.placements = [{ id: 'p1', ...placed, purpose: 'paper', paperId: null, order: 1, rotation: 0, source: 'file', added }]
  }
  await desk.drafts.save(draft)
  return (await desk.dossiers.receive(draft)).id
}

/** A new desk on a busy machine may be at work before its catalogue has come. */
function waitForProcedure({ catalogue }: Desk, wanted: string): Promise<Procedure> {
  return new Promise((resolve) => {
    const look = () => {
      const found = catalogue.get().procedures.find(({ code }) => code === wanted)
      if (found === undefined) return
      stop()
      resolve(found)
    }
    const stop = catalogue.subscribe(look)
    look()
  })
}
