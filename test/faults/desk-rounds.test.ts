import { playShortRounds } from './short-rounds.ts'

playShortRounds({ 'desk-kill': 4, 'power-cut': 1, 'disk-full': 2 })
