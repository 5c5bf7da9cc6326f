// `npm start`: sets everything up, then opens the demo centre and its desk on Node 24.
import { continueOnNode24, ensureBuilt, ensureInstalled, findElectron } from './set-up.mjs'

const args = process.argv.slice(2)
ensureInstalled()
await continueOnNode24()
const { parseStartOptions, USAGE } = await import('./start-options.ts')
const options = parseStartOptions(args)
if (options === 'help' || 'wrong' in options) {
  console.log(options === 'help' ? USAGE : `${options.wrong}\n\n${USAGE}`)
  process.exit(options === 'help' ? 0 : 2)
}
ensureBuilt()
const { startDemo } = await import('./start-demo.ts')
await startDemo(options, options.web ? undefined : findElectron())
