/**
 * `npm run staff`: the first accounts of a new Centre, and the way back in when nobody inside can open the door.
 * Whoever may run it holds the database anyway; each act is a line in the access log all the same.
 */
import * as z from 'zod'
import { openDatabase, transaction, type Client, type Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { insertAccount } from './accounts.ts'
import { INVITATION_HOURS, invitationUrl, issueInvitation } from './invitation.ts'
import { ROLES } from './permissions.ts'
import { switchOffSecondFactor } from './secondFactor.ts'

const USAGE = `DATABASE_URL=… PUBLIC_URL=… npm run staff -- …
  add EMAIL NAME ${ROLES.join('|')}
                        tài khoản mới và liên kết / a new account and its link
  link EMAIL            liên kết mới, khi quên mật khẩu / a new link, for a forgotten password
  lost-phone EMAIL      bỏ xác thực hai bước, và liên kết mới / takes the second factor away, and a new link
`

const command = z.union([
  z.tuple([z.literal('add'), z.email(), z.string().min(1), z.enum(ROLES)]),
  z.tuple([z.enum(['link', 'lost-phone']), z.email()]),
])

const parsed = command.safeParse(process.argv.slice(2))
const url = process.env['DATABASE_URL']
if (!parsed.success || url === undefined) {
  process.stderr.write(USAGE)
  process.exit(1)
}
const db = openDatabase(url)
try {
  const email = parsed.data[1].trim().toLowerCase()
  const token = await run(db, email, parsed.data)
  const link = invitationUrl(process.env['PUBLIC_URL'] || `http://localhost:${process.env['PORT'] || 3000}`, token)
  process.stdout.write(`${email}\n${link}\nDùng một lần, trong ${INVITATION_HOURS} giờ / works once, within ${INVITATION_HOURS} hours.\n`)
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await db.close()
}

function run(database: Database, email: string, [act, , name, role]: z.infer<typeof command>): Promise<string> {
  return transaction(database.pool, async (client) => {
    const staffId = act === 'add' ? await insertAccount(client, null, { email, name, role, locale: 'vi' }, true) : await find(client, email)
    if (act === 'lost-phone') await switchOffSecondFactor(client, { by: null, staffId })
    return (await issueInvitation(client, { by: null, staffId })).token
  })
}

async function find(client: Client, email: string): Promise<string> {
  const { rows: [staff] } = await client.query<{ id: string }>('select id from staff where email = $1 and active', [email])
  if (!staff) throw new AppError('not-found', 'error.not-found', `${email}: không có tài khoản đang mở / no open account`)
  return staff.id
}
