import type { ChildProcess } from 'node:child_process'

/** How long a program may take to let go of its scanner once it has failed. */
const letGoMs = 5000
const failure = /^scanimage: sane_\w+: /m

/** A driver can get stuck while it lets go after a failure that scanimage has already told: such a scanimage is ended. */
export function endAfterFailure(child: ChildProcess): void {
  let said = ''
  let impatience: NodeJS.Timeout | undefined
  child.stderr?.on('data', (text: string) => {
    said += text
    if (failure.test(said)) impatience ??= setTimeout(() => child.kill('SIGKILL'), letGoMs)
  })
  child.once('close', () => clearTimeout(impatience))
}
