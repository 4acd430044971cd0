/** The Centre's paper settings at the desk: read, and written by those who keep the directory. */
import { transaction, type Database, type Notices } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { Centre } from './centre.ts'
import { paperSettingsSchema, type PaperSettings } from './paperSettings.ts'

type Asked = { staff: { id: string }; body: unknown }
export type PaperGate = {
  on(method: 'get' | 'put', path: string, action: 'directory.write', handle: (asked: Asked) => Promise<unknown>): void
}
type Room = { db: Pick<Database, 'pool'>; centre: () => Centre; notices: Pick<Notices, 'tell'> }

// Only this part of the settings: whoever changes the numbers meanwhile keeps their change.
const WRITE = `update centre set settings = jsonb_set(settings, '{papers}', $1::jsonb), updated_at = now(), updated_by = $2 where id = 1`

export function addPaperRoutes({ on }: PaperGate, room: Room): void {
  on('get', '/centre/papers', 'directory.write', async () => room.centre().papers)
  on('put', '/centre/papers', 'directory.write', async ({ staff, body }) => {
    const parsed = paperSettingsSchema.safeParse(body)
    if (!parsed.success) throw new AppError('bad-request', 'error.bad-request', `unusable settings: ${parsed.error.issues.map(({ path }) => path.join('.')).join(' ')}`)
    await writePapers(room, staff.id, parsed.data)
    return parsed.data
  })
}

/** Puts paper settings in force; every process reads them at once. */
async function writePapers({ db, notices }: Room, staffId: string, papers: PaperSettings): Promise<void> {
  await transaction(db.pool, async (client) => {
    await recordAccess(client, { staffId, action: 'directory.change', subject: 'service', subjectId: staffId, reason: 'papers' })
    await client.query(WRITE, [JSON.stringify(papers), staffId])
  })
  notices.tell({ kind: 'directory', id: 'papers' })
}
