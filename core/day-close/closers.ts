import type { Role } from '#core/person/role.ts'

/** Who may close a desk's day; the first of them that an official has is the one they close it in. */
export const closers: readonly Role[] = ['one_stop_official', 'supervisor', 'leader', 'clerk']
