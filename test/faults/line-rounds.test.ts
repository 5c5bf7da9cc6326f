import { playShortRounds } from './short-rounds.ts'

playShortRounds({ 'server-kill': 1, network: 2, refusal: 1, merge: 2, numbers: 20, warehouse: 20 })
