import { z } from 'zod'
import { AgencySlug, PersonId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { type CentralAccess, findDocument, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { listFeedKeys, makeFeedKey, revokeFeedKey } from './feed-keys.ts'

/** What stands behind `keys` on the command line. */
export type KeysWish = { words: readonly string[]; name?: string | undefined; agency?: string | undefined; by?: string | undefined }

const Act = z.enum(['list', 'make', 'revoke'], { error: 'keys list | keys make --name … --agency … --by … | keys revoke KEY' })
const Making = z.object({
  name: z.string({ error: '--name: whose key it is' }).trim().min(1).max(100),
  agency: z.string({ error: '--agency: the unit whose figures, with those below it, are read' }).pipe(AgencySlug),
  by: z.string({ error: '--by: the administrator who answers for it, e.g. person:admin' }).pipe(PersonId),
})
const KeyName = z
  .string({ error: 'which key: the name that keys list shows' })
  .regex(/^(feed-key:)?[0-9a-f]{16}$/)
  .transform((text) => (text.startsWith('feed-key:') ? text : `feed-key:${text}`))

/** The keys of the feed for operations centres: lists them without their secrets, makes one (its secret is said once), takes one back. */
export async function runKeysCommand(central: CentralAccess, wish: KeysWish, say: (text: string) => void): Promise<void> {
  const context = { couch: openCouchAdmin(central) }
  const [word, which] = wish.words
  switch (Act.parse(word)) {
    case 'list':
      for (const { _id, name, agency, madeAt, madeBy, revokedAt } of await listFeedKeys(context))
        say([_id, revokedAt === null ? 'valid' : `revoked ${revokedAt}`, agency, madeAt, madeBy, name].join('  '))
      return
    case 'make': {
      const { name, agency, by } = Making.parse(wish)
      if ((await findDocument(context.couch.use('catalog'), `agency:${agency}`)) === undefined)
        throw new Error(`the catalogue has no agency ${agency}`)
      const { key, secret } = await makeFeedKey(context, { name, agency, madeAt: toInstant(Date.now()), madeBy: by })
      say(`${key._id}  ${secret}`)
      return
    }
    case 'revoke':
      await revokeFeedKey(context, KeyName.parse(which), toInstant(Date.now()))
      say('revoked')
  }
}
