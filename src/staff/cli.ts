/** `npm run staff -- add EMAIL NAME ROLE`: the first account of a new Centre; prints its password once. */
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { openDatabase } from '../database/index.ts'
import { createStaff } from './createStaff.ts'
import { ROLES } from './permissions.ts'

const command = z.tuple([z.literal('add'), z.email(), z.string().min(1), z.enum(ROLES)])

const parsed = command.safeParse(process.argv.slice(2))
const url = process.env['DATABASE_URL']
if (!parsed.success || url === undefined) {
  process.stderr.write(`DATABASE_URL=… npm run staff -- add EMAIL NAME ${ROLES.join('|')}\n`)
  process.exit(1)
}
const [, email, name, role] = parsed.data
const password = randomBytes(12).toString('base64url')
const db = openDatabase(url)
const made = await createStaff(db, { email, name, role, password })
await db.close()
if (made === undefined) {
  process.stderr.write(`${email} đã có tài khoản / has an account already\n`)
  process.exit(1)
}
process.stdout.write(`${email}  mật khẩu / password: ${password}\n`)
