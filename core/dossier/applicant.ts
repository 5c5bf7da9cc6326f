import { z } from 'zod'
import { Day } from '#core/record/instant.ts'

/**
 * A date of birth as papers have it: `yyyy-MM-dd`, or `yyyy-MM` / `yyyy` where the old record knows no more.
 */
export const BirthDate = z.union([Day, z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)])
export type BirthDate = z.infer<typeof BirthDate>

/** Where a person lives: the text as on the paper, and the official unit code (5 digits) where it is known. */
export const Address = z.object({
  text: z.string(),
  unitCode: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
})
export type Address = z.infer<typeof Address>

/** Chủ hồ sơ. `personalId` is the 12-digit number; `oldId` the 9-digit CMND; `taxCode` of an organisation. */
export const Applicant = z.object({
  type: z.enum(['citizen', 'organisation', 'household_business']),
  name: z.string().min(1),
  personalId: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  oldId: z
    .string()
    .regex(/^(\d{9}|\d{12})$/)
    .nullable(),
  taxCode: z.string().nullable(),
  birthDate: BirthDate.nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: Address,
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** True where the name came through a Vietnamese keyboard that may have bent its marks ("Kiểm tra dấu"). */
  nameToCheck: z.boolean(),
})
export type Applicant = z.infer<typeof Applicant>

/** Người nộp, where it is not the applicant. */
export const Submitter = z.object({
  name: z.string().min(1),
  personalId: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  phone: z.string().nullable(),
  relation: z.string(),
  authorisation: z.string(),
})
export type Submitter = z.infer<typeof Submitter>
