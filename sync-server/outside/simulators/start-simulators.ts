import { randomBytes } from 'node:crypto'
import Fastify from 'fastify'
import type { OutsideSettings } from '#sync-server/outside/outside-work.ts'
import { type PlatformSimulator, simulatePlatform } from './platform-simulator.ts'
import { type PortalSimulator, simulatePortal } from './portal-simulator.ts'

/** Stand-ins for the systems outside, on the loopback address, with the settings that reach them. */
export type Simulators = {
  portal: PortalSimulator
  platform: PlatformSimulator
  settings: Required<OutsideSettings>
  /** What the next calls are met with: `down` ends every connection, `html` is a captive portal. */
  meet(how: 'well' | 'down' | 'html'): void
  close(): Promise<void>
}

/** `knowsEverybody`: the population database answers with whoever is asked for, as the demo's people are in no list. */
export async function startSimulators(options: { port?: number; knowsEverybody?: boolean } = {}): Promise<Simulators> {
  const app = Fastify({ forceCloseConnections: true })
  const account = { account: 'tayninh.motcua', password: randomBytes(16).toString('hex') }
  let how: 'well' | 'down' | 'html' = 'well'
  app.addHook('onRequest', async (request, reply) => {
    if (how === 'down') request.raw.socket.destroy()
    if (how === 'html') return reply.type('text/html').send('<html>Đăng nhập mạng</html>')
  })
  const portal = simulatePortal(app, account)
  const platform = simulatePlatform(app, account.password, options.knowsEverybody ?? false)
  const origin = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' })
  const access = { url: `${origin}/`, ...account, unit: 'H53' }
  return {
    portal,
    platform,
    settings: { portal: access, platform: access },
    meet(next) {
      how = next
    },
    close: () => app.close(),
  }
}
