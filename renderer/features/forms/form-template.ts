import { z } from 'zod'
import form01 from '#resources/forms/form-01.json'
import form02 from '#resources/forms/form-02.json'
import form03 from '#resources/forms/form-03.json'
import form05 from '#resources/forms/form-05.json'

/** Forms of TT 03/2025/TT-VPCP that a desk prints now. */
export const FormNumber = z.enum(['01', '02', '03', '05'])
export type FormNumber = z.infer<typeof FormNumber>

const Line = z.object({ label: z.string(), value: z.string(), strong: z.boolean().default(false) })
const Signature = z.object({ title: z.string(), hint: z.string(), name: z.string() })
const when = z.string().optional()

/** One block of a sheet, top to bottom. `{fact}` in a text is replaced; a block whose `when` fact is empty is left out. */
export const FormBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), when }),
  z.object({ kind: z.literal('heading'), text: z.string(), when }),
  Line.extend({ kind: z.literal('line'), when }),
  z.object({ kind: z.literal('pair'), left: Line, right: Line, when }),
  z.object({
    kind: z.literal('table'),
    rows: z.enum(['papers', 'supplementPapers', 'returnedPapers']),
    empty: z.string(),
    columns: z.array(
      z.object({ title: z.string(), fact: z.string(), width: z.string(), align: z.enum(['left', 'center', 'right']).default('left') }),
    ),
    when,
  }),
  z.object({ kind: z.literal('signatures'), left: Signature, right: Signature, when }),
])
export type FormBlock = z.infer<typeof FormBlock>

/** A print template. Data, so that a province can change the layout; its version stands in the footer of every sheet. */
export const FormTemplate = z.object({
  form: FormNumber,
  version: z.string().min(1),
  /** False while the layout of the circular itself has not been compared. */
  layoutVerified: z.boolean(),
  symbol: z.string(),
  title: z.string(),
  legalBasis: z.string(),
  number: z.string(),
  qr: z.boolean(),
  blocks: z.array(FormBlock),
})
export type FormTemplate = z.infer<typeof FormTemplate>

const templates: Record<FormNumber, unknown> = { '01': form01, '02': form02, '03': form03, '05': form05 }

/** The template that this build prints for a form. */
export function getFormTemplate(form: FormNumber): FormTemplate {
  return FormTemplate.parse(templates[form])
}
