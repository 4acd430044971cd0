import { type Desk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'
import { mayOpen } from './opening.ts'

const FIND = `
  select d.state, coalesce($2 in (c.owner_id, c.closed_by), false) as mine
  from media d join message m on m.id = d.message_id join conversation c on c.id = m.conversation_id where d.id = $1`

// One act is one try: the address may be dead for good, and the platform is not to be worn out.
const AGAIN = `
  update media set state = 'waiting', due_at = now(), settled_at = null, attempts = greatest(attempts - 1, 0)
  where id = $1 and state = 'failed'`

/**
 * Tries once more to fetch what could not be fetched. What was refused (a foreign address, too large) stays refused.
 * @throws AppError not-found, forbidden `error.not-owner`, conflict `error.not-failed`
 */
export async function fetchAgain({ db, notices }: Pick<Desk, 'db' | 'notices'>, staff: Pick<SignedIn, 'id' | 'role'>, id: string): Promise<void> {
  const { rows: [found] } = await db.pool.query<{ mine: boolean }>(FIND, [id, staff.id])
  if (!found) throw new AppError('not-found', 'error.not-found', `no media ${id}`)
  if (!mayOpen(staff, found.mine)) throw new AppError('forbidden', 'error.not-owner', 'media of a conversation of somebody else')
  const { rowCount } = await db.pool.query(AGAIN, [id])
  if (rowCount === 0) throw new AppError('conflict', 'error.not-failed', `media ${id} has not failed`)
  notices.tell({ kind: 'media', id })
}
