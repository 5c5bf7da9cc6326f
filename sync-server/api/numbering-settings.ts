import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

/** How long a desk may issue numbers without meeting the centre, and how long before the end it is warned. Days. */
export const NumberingSettings = z
  .object({ leaseDays: z.number().int().min(1).max(365), warnDays: z.number().int().min(0).max(60) })
  .refine(({ leaseDays, warnDays }) => warnDays < leaseDays, { message: 'warnDays', path: ['warnDays'] })
export type NumberingSettings = z.infer<typeof NumberingSettings>

const settingsId = 'settings:numbering'
const usual: NumberingSettings = { leaseDays: 90, warnDays: 14 }

export async function readNumberingSettings(context: Pick<CentreContext, 'couch'>): Promise<NumberingSettings> {
  const stored = NumberingSettings.safeParse(await findDocument(context.couch.use(centreDatabase), settingsId))
  return stored.success ? stored.data : usual
}

/** `/settings/numbering`: read and set by administrators; desks get it with their slot. */
export function routeNumberingSettings(api: FastifyInstance, context: CentreContext): void {
  api.get('/settings/numbering', async (request, reply) => {
    await requireOfficial(context, request, reply)
    return readNumberingSettings(context)
  })
  api.put('/settings/numbering', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    if (!official.administrator) throw new ApiError(403, 'administrators_only', 'Chỉ quản trị viên được đổi thiết lập này.')
    const settings = NumberingSettings.parse(request.body)
    const database = context.couch.use<Record<string, unknown>>(centreDatabase)
    const stored = await findDocument(database, settingsId)
    await database.insert({ ...stored, _id: settingsId, kind: 'settings', ...settings })
    return settings
  })
}
