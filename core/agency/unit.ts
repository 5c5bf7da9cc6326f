import { z } from 'zod'

/**
 * An administrative unit (đơn vị hành chính) by its official code: 2 digits for a province, 5 for a commune, ward or special
 * zone. Source: Quyết định 19/2025/QĐ-TTg and later changes.
 */
export const AdministrativeUnit = z.object({
  code: z.string().regex(/^(\d{2}|\d{5})$/),
  /** Code of the province it lies in; null for a province. */
  provinceCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  /** Full name with its type, e.g. `Phường Tân An`. */
  name: z.string().min(1),
})
export type AdministrativeUnit = z.infer<typeof AdministrativeUnit>
