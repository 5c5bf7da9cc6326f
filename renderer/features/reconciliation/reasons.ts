/** Reasons that come up every day, each with its key; `other` is typed. */
export const reasonKeys = { papers: 'A', register: 'B', citizen: 'C', slip: 'D', other: 'L' } as const

export type ReasonName = keyof typeof reasonKeys
export const reasonNames: readonly ReasonName[] = ['papers', 'register', 'citizen', 'slip', 'other']
