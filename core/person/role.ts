import { z } from 'zod'

/** What an official may be (domain.md §2.3): cán bộ một cửa, chuyên môn, lãnh đạo, văn thư, giám sát, quản trị. */
export const Role = z.enum(['one_stop_official', 'specialist', 'leader', 'clerk', 'supervisor', 'administrator'])
export type Role = z.infer<typeof Role>
