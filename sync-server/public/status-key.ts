import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, string, number, { N: number; r: number; p: number }, Buffer>(scrypt)

/** About 10 ms and 4 MB a guess (docs/adr/0028). */
const cost = { N: 4096, r: 8, p: 1 }

/**
 * The name under which a dossier's public status stands: derived from its code and the secret on its receipt, so that the public
 * database holds neither, and a code that does not exist and a wrong secret are one and the same miss.
 */
export async function statusKeyOf(code: string, lookupSecret: string): Promise<string> {
  const key = await derive(tidied(lookupSecret), `mot-cua/status/${tidied(code)}`, 24, cost)
  return `status:${key.toString('base64url')}`
}

/** As people type it: spaces, lower case, full-width signs. */
function tidied(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}
