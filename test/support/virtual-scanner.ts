import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A configuration folder of SANE that knows nothing but its own virtual scanner `test:0` (glass, and a feeder of ten pages).
 * Use it as SANE_CONFIG_DIR.
 * @param settings lines of test.conf, such as `read-status-code "SANE_STATUS_JAMMED"`
 */
export async function makeVirtualScanner(settings: string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mot-cua-sane-'))
  await writeFile(join(folder, 'dll.conf'), 'test\n')
  await writeFile(join(folder, 'test.conf'), ['number_of_devices 1', ...settings, ''].join('\n'))
  return folder
}
