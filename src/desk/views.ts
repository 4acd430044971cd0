import type { Database } from '../database/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { viewsSchema, type Views } from './api.ts'

/** My named filters; what an older version stored and this one cannot read is dropped. */
export async function readViews(db: Database, staff: SignedIn): Promise<Views> {
  const { rows: [row] } = await db.pool.query<{ views: unknown }>('select desk_views as views from staff where id = $1', [staff.id])
  const parsed = viewsSchema.safeParse({ views: row?.views })
  return parsed.success ? parsed.data : { views: [] }
}

/** Replaces the whole list. */
export async function saveViews(db: Database, staff: SignedIn, views: Views): Promise<Views> {
  await db.pool.query('update staff set desk_views = $2 where id = $1', [staff.id, JSON.stringify(views.views)])
  return views
}
