/** The second factor of an account: begun, confirmed with a code, asked for at sign-in, recovered, taken away. */
import { createHash, randomBytes } from 'node:crypto'
import { transaction, type Client, type Database, type Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { endAllSessions } from './session.ts'
import { base32, otpauthUri, stepOf } from './totp.ts'

const ISSUER = 'Lắng Nghe'
const RECOVERY_CODES = 10

type Row = { id: string; email: string; passwordHash: string; totpEnc: Buffer | null; totpNextEnc: Buffer | null; totpOn: boolean }
const FIND = `select id, email, password_hash as "passwordHash", totp_enc as "totpEnc", totp_next_enc as "totpNextEnc", totp_on as "totpOn" from staff where id = $1`

async function find(db: Pool | Client, staffId: string): Promise<Row> {
  const { rows: [row] } = await db.query<Row>(FIND, [staffId])
  if (!row) throw new AppError('not-found', 'error.not-found', `no account ${staffId}`)
  return row
}

const context = (staffId: string) => `staff.totp:${staffId}`

/** A new secret for the authenticator app. Until its first code is seen, all stays as it was: also the phone of before. */
export async function beginSecondFactor(db: Database, vault: Vault, staffId: string): Promise<{ secret: string; uri: string }> {
  const staff = await find(db.pool, staffId)
  const secret = randomBytes(20)
  await db.pool.query('update staff set totp_next_enc = $2 where id = $1', [staffId, vault.seal(vault.service, context(staffId), secret.toString('base64'))])
  return { secret: base32(secret), uri: otpauthUri(secret, { issuer: ISSUER, email: staff.email }) }
}

const TURN_ON = `
  update staff set totp_on = true, totp_enc = totp_next_enc, totp_next_enc = null, totp_last_step = $2
  where id = $1 and totp_next_enc = $3`

/**
 * Turns it on, once the app shows the right code. The recovery codes are shown this once; those of before are void.
 * @throws AppError bad-request `error.code`
 */
export async function confirmSecondFactor(db: Database, vault: Vault, staffId: string, code: string): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-'))
  await transaction(db.pool, async (client) => {
    const { totpNextEnc } = await find(client, staffId)
    const step = totpNextEnc ? stepOf(openSecret(vault, staffId, totpNextEnc), code.replace(/\s/g, ''), new Date()) : undefined
    const { rowCount } = step === undefined ? { rowCount: 0 } : await client.query(TURN_ON, [staffId, step, totpNextEnc])
    if (rowCount !== 1) throw new AppError('bad-request', 'error.code', 'not the code of the new secret')
    await client.query('delete from recovery_code where staff_id = $1', [staffId])
    await client.query('insert into recovery_code (staff_id, code_hash) select $1, unnest($2::bytea[])', [staffId, recoveryCodes.map(recoveryHash)])
    await recordAccess(client, { staffId, action: 'staff.second-factor', subject: 'staff', subjectId: staffId, reason: 'on' })
  })
  return { recoveryCodes }
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(db: Pool, staffId: string): Promise<number> {
  const { rows: [row] } = await db.query<{ left: number }>('select count(*)::int as left from recovery_code where staff_id = $1 and used_at is null', [staffId])
  return row?.left ?? 0
}

/**
 * At sign-in, after the password: a time code, or a recovery code, each only once.
 * @throws AppError unauthorised `error.code-needed`, `error.code`
 */
export async function requireSecondFactor(db: Database, vault: Vault, staffId: string, code: string | undefined): Promise<void> {
  const staff = await find(db.pool, staffId)
  if (!staff.totpOn) return
  if (code === undefined) throw new AppError('unauthorised', 'error.code-needed', 'the second factor is needed')
  if (await takeTimeCode(db.pool, vault, staff, code) || await takeRecoveryCode(db.pool, staffId, code)) return
  throw new AppError('unauthorised', 'error.code', 'the second factor does not match')
}

/** Taken away by its owner, who has just shown password and code. */
export async function removeSecondFactor(db: Database, staffId: string): Promise<void> {
  await transaction(db.pool, (client) => switchOff(client, { by: staffId, staffId }))
}

/** Taken away for a lost phone, by two managers of accounts (accountRequests.ts); all sessions end. */
export async function switchOffSecondFactor(client: Client, { by, staffId }: { by: string | null; staffId: string }): Promise<void> {
  await switchOff(client, { by, staffId })
  await endAllSessions(client, staffId)
}

async function switchOff(client: Client, { by, staffId }: { by: string | null; staffId: string }): Promise<void> {
  await client.query('update staff set totp_on = false, totp_enc = null, totp_next_enc = null, totp_last_step = null where id = $1', [staffId])
  await client.query('delete from recovery_code where staff_id = $1', [staffId])
  await recordAccess(client, { staffId: by, action: 'staff.second-factor', subject: 'staff', subjectId: staffId, reason: 'off' })
}

// One conditional update: a code seen over a shoulder, or sent twice at once, opens once.
const TAKE_STEP = `update staff set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2)`

async function takeTimeCode(db: Pool | Client, vault: Vault, staff: Row, code: string): Promise<boolean> {
  if (!staff.totpEnc) return false
  const step = stepOf(openSecret(vault, staff.id, staff.totpEnc), code.replace(/\s/g, ''), new Date())
  return step !== undefined && (await db.query(TAKE_STEP, [staff.id, step])).rowCount === 1
}

function openSecret(vault: Vault, staffId: string, sealed: Buffer): Buffer {
  return Buffer.from(vault.open(vault.service, context(staffId), sealed), 'base64')
}

async function takeRecoveryCode(db: Pool | Client, staffId: string, code: string): Promise<boolean> {
  const { rowCount } = await db.query('update recovery_code set used_at = now() where staff_id = $1 and code_hash = $2 and used_at is null', [staffId, recoveryHash(code)])
  return rowCount === 1
}

/** 80 random bits need no slow hash. */
function recoveryHash(code: string): Buffer {
  return createHash('sha256').update(code.toUpperCase().replace(/[^A-Z2-7]/g, '')).digest()
}
