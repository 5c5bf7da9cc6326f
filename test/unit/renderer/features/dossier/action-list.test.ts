import { describe, expect, it } from 'vitest'
import { listAllowedCommands } from '#core/dossier/allowed-commands.ts'
import { type CommandName, DossierCommand } from '#core/dossier/command.ts'
import { Role } from '#core/person/role.ts'
import { sameStatusActs, transitions } from '#core/rules/transition-table.ts'
import { actionKeys, dangerousActions, listActions, onwardActions } from '#renderer/features/dossier/actions/action-list.ts'
import { makeDossier, tanAn } from '#test/support/trade-world.ts'

const commands: CommandName[] = DossierCommand.options.map((option) => option.shape.do.value)
/** Commands with a place of their own on the page. */
const elsewhere: CommandName[] = [
  'recordView',
  'recordPrint',
  'renumber',
  'enterInRegister',
  'sendToAgency',
  'takeBack',
  'settleCase',
  'reopenCase',
  'undoMerge',
]

describe('the list of actions', () => {
  it('has a key for every command that has no place of its own', () => {
    expect(Object.keys(actionKeys).sort()).toEqual(commands.filter((name) => !elsewhere.includes(name)).sort())
  })

  it('gives no key to two actions that one status offers together', () => {
    for (const status of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const) {
      const offered = new Set<string>([
        ...transitions.filter((step) => step.from === status).map((step) => step.command),
        ...sameStatusActs.filter((act) => act.statuses.includes(status)).map((act) => act.command),
      ])
      const keys = Object.entries(actionKeys).flatMap(([name, key]) => (offered.has(name) ? [key] : []))
      expect(new Set(keys).size, `status ${status}`).toBe(keys.length)
    }
  })

  it('leaves keys of the page itself alone', () => {
    expect(Object.values(actionKeys)).not.toEqual(expect.arrayContaining(['J']))
    expect(Object.values(actionKeys)).not.toEqual(expect.arrayContaining(['Z']))
    expect(Object.values(actionKeys)).not.toEqual(expect.arrayContaining(['I']))
  })

  it('offers forwarding first to the desk that has just received a dossier', () => {
    const { open } = listActions(listAllowedCommands(makeDossier(), { roles: ['one_stop_official'], agency: tanAn }))
    expect(open[0]?.name).toBe('forward')
  })

  it('never holds out an ending as the one thing to do', () => {
    expect([...onwardActions].filter((name) => dangerousActions.has(name))).toEqual([])
  })

  it('hides what the status rules out', () => {
    const { open, blocked, others } = listActions(listAllowedCommands(makeDossier(), { roles: [...Role.options], agency: tanAn }))
    const shown = [...open, ...blocked, ...others].map((entry) => entry.name)
    expect(shown).not.toContain('approve')
    expect(shown).not.toContain('returnResult')
  })

  it('shows an action that only an unpaid fee stands against, with that reason', () => {
    const { open, blocked } = listActions([{ command: 'returnResult', refusedBecause: 'fee-unpaid' }])
    expect(open).toEqual([])
    expect(blocked).toEqual([{ name: 'returnResult', key: 'T', refusedBecause: 'fee-unpaid' }])
  })

  it('keeps the work of other roles apart', () => {
    const { others } = listActions([{ command: 'approve', refusedBecause: 'role-missing' }])
    expect(others.map((entry) => entry.name)).toEqual(['approve'])
  })
})
