import { z } from 'zod'

/**
 * A kind of register book (sổ) of a commune, each numbered without gaps within its year (NĐ 23/2015/NĐ-CP Đ13): chứng thực bản sao
 * từ bản chính · chứng thực chữ ký và chữ ký người dịch · chứng thực giao dịch · cấp bản sao từ sổ gốc.
 */
export const RegisterKind = z.enum(['certified_copies', 'certified_signatures', 'certified_transactions', 'register_extracts'])
export type RegisterKind = z.infer<typeof RegisterKind>
