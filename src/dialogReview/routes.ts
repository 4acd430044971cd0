/** The reviewers' routes behind the desk's gate (taken by shape): every dialog to read, to play and to sign. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { transaction, type Pool } from '../database/index.ts'
import { diagramPages, dialogVersion, scriptOf } from '../dialog/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { playSchema, reviewSchema, type DialogList, type DialogPage, type Review } from './api.ts'
import { play, type Stage } from './play.ts'

type Asked = { staff: { id: string }; query: unknown; body: unknown; request: { params: Record<string, string | string[] | undefined> } }
export type DialogReviewGate = { on(method: 'get' | 'post', path: string, action: 'dialog.read' | 'dialog.review', handle: (asked: Asked) => Promise<unknown> | unknown): void }
export type DialogReviewRoom = Omit<Stage, 'directory'> & { db: { pool: Pool }; directory: () => Stage['directory'] }

const pageQuery = z.object({ locale: z.enum(['vi', 'en']).default('vi') })

// Index: dialog_review_dialog_at_idx.
const NEWEST = `
  select distinct on (r.dialog) r.dialog, s.name as by, r.at, r.version, r.note from dialog_review r join staff s on s.id = r.staff_id
  order by r.dialog, r.at desc`
const OF_ONE = `
  select s.name as by, r.at, r.version, r.note from dialog_review r join staff s on s.id = r.staff_id where r.dialog = $1 order by r.at desc limit 50`
const ADD = `insert into dialog_review (id, dialog, version, staff_id, note) values ($1, $2, $3, $4, $5)`

type Row = { by: string; at: Date; version: string; note: string }

export function addDialogReviewRoutes({ on }: DialogReviewGate, { db: { pool }, dialogs, speech, directory }: DialogReviewRoom): void {
  const names = Object.keys(dialogs.dialogs)
  const pages = diagramPages(dialogs)

  on('get', '/dialogs', 'dialog.read', async (): Promise<DialogList> => {
    const { rows } = await pool.query<Row & { dialog: string }>(NEWEST)
    return {
      dialogs: Object.values(dialogs.dialogs).map(({ name, about, audience }) => {
        const version = dialogVersion(dialogs, name)
        const row = rows.find(({ dialog }) => dialog === name)
        const steps = Object.values(dialogs.steps).filter(({ dialog }) => dialog === name).length
        return { name, about, audience, steps, version, review: row ? { ...toReview(row), current: row.version === version } : null }
      }),
    }
  })
  on('get', '/dialogs/:name', 'dialog.read', async (asked): Promise<DialogPage> => {
    const { name, about, audience } = infoOf(asked)
    const { locale } = read(pageQuery, asked.query)
    const { rows } = await pool.query<Row>(OF_ONE, [name])
    return { name, about, audience, version: dialogVersion(dialogs, name), svg: pages[`${name}.svg`] ?? '', script: scriptOf(dialogs, name, locale), reviews: rows.map(toReview) }
  })
  on('post', '/dialogs/:name/play', 'dialog.read', (asked) => ({ lines: play({ dialogs, speech, directory: directory() }, infoOf(asked).name, read(playSchema, asked.body)) }))
  on('post', '/dialogs/:name/reviews', 'dialog.review', async (asked) => {
    const { name } = infoOf(asked)
    const { version, note } = read(reviewSchema, asked.body)
    if (version !== dialogVersion(dialogs, name)) throw new AppError('conflict', 'error.conflict', 'another version of the dialog runs by now')
    await transaction(pool, async (client) => {
      await recordAccess(client, { staffId: asked.staff.id, action: 'dialog.review', subject: 'staff', subjectId: asked.staff.id, reason: `${name} ${version}` })
      await client.query(ADD, [randomUUID(), name, version, asked.staff.id, note])
    })
    return {}
  })

  /** @throws AppError not-found */
  function infoOf({ request }: Asked) {
    const name = names.find((one) => one === request.params['name'])
    const info = name === undefined ? undefined : dialogs.dialogs[name]
    if (!info) throw new AppError('not-found', 'error.not-found', 'no such dialog')
    return info
  }
}

function toReview({ by, at, version, note }: Row): Review {
  return { by, at: at.toISOString(), version, note }
}

/** @throws AppError bad-request */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}
