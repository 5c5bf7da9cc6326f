import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type DeskCentre, startDeskCentre } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

/** One centre for the tests of a file, and desks that are closed after each of them. */
export type DeskGround = {
  readonly centre: DeskCentre
  /** The desk that stands open when a test begins. */
  readonly desk: TestDesk
  /** One more desk, or one again on a profile that was left. */
  open(login?: string, profile?: string): Promise<TestDesk>
}

/** Call at the top of a test file. `login` signs in on the first desk. */
export function prepareDesks(login?: string): DeskGround {
  // Each test starts a browser, some of them several.
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
  let centre: DeskCentre | undefined
  let desks: TestDesk[] = []
  const ground: DeskGround = {
    get centre() {
      return required(centre)
    },
    get desk() {
      return required(desks[0])
    },
    async open(who, profile) {
      const desk = await openTestDesk(ground.centre.origin, profile)
      desks.push(desk)
      if (who !== undefined) await desk.signIn(who)
      return desk
    },
  }
  beforeAll(async () => {
    centre = await startDeskCentre()
  })
  afterAll(() => centre?.close())
  beforeEach(async () => {
    await ground.open(login)
  })
  afterEach(async () => {
    const open = desks
    desks = []
    for (const desk of open) await desk.close()
  })
  return ground
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('asked for before the tests began')
  return value
}
