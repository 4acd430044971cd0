/** Which staff can be reached on which account of their own; kept sealed under the service key. */
import { saveAddress } from '../alarms/index.ts'
import { externalHash, type ChannelName, type Inbound } from '../conversation/index.ts'
import { transaction, type Pool } from '../database/index.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { makeLinkCode, readLinkCode } from './code.ts'

/** Platforms on which staff have an account of their own. */
export const LINKED_CHANNELS = ['zalo', 'messenger'] as const
export type LinkedChannel = (typeof LINKED_CHANNELS)[number]

export type LinkRoom = { pool: Pool; vault: Vault }
export type Linked = { externalId: string; linkedAt: Date }

const MINUTES = 10

const ASK = `
  with gone as (delete from channel_link_code where expires_at < now() - interval '1 day' or (staff_id = $3 and channel = $2 and used_at is null))
  insert into channel_link_code (code_hash, channel, staff_id, expires_at) values ($1, $2, $3, now() + interval '${MINUTES} minutes')
  returning expires_at as until`

/** A code for one account of this member of staff; an older one that was not used is no more. */
export async function askLinkCode({ pool, vault }: LinkRoom, staffId: string, channel: LinkedChannel): Promise<{ code: string; until: string }> {
  const code = makeLinkCode()
  const { rows: [row] } = await pool.query<{ until: Date }>(ASK, [hashOf(vault, readLinkCode(code) ?? code), channel, staffId])
  return { code, until: row?.until.toISOString() ?? '' }
}

const USE = `
  update channel_link_code set used_at = now(), used_by_hash = $3
  where code_hash = $1 and channel = $2 and used_at is null and expires_at > now() returning staff_id as "staffId"`
const USED = `select 1 from channel_link_code where code_hash = $1 and channel = $2 and used_by_hash = $3`
const LINK = `
  insert into staff_channel (staff_id, channel, address_enc) values ($1, $2, $3)
  on conflict (staff_id, channel) do update set address_enc = excluded.address_enc, linked_at = now()`

/**
 * Whether a message is a code of staff, and whose: then it is no person's word and goes no further. `repeat`: the platform
 * delivered it once more. Undefined: it is what somebody says.
 */
export async function takeLinkCode({ pool, vault }: LinkRoom, inbound: Inbound): Promise<{ staffId: string } | 'repeat' | undefined> {
  const { channel, externalId, kind, content } = inbound
  const code = kind === 'text' ? readLinkCode(content.text) : undefined
  if (code === undefined) return undefined
  const values = [hashOf(vault, code), channel, externalHash(vault, inbound)]
  return transaction(pool, async (client) => {
    const { rows: [used] } = await client.query<{ staffId: string }>(USE, values)
    if (!used) return (await client.query(USED, values)).rowCount === 0 ? undefined : 'repeat'
    await client.query(LINK, [used.staffId, channel, vault.seal(vault.service, contextOf(used.staffId, channel), externalId)])
    // The alarms' own path to staff who follow the Official Account.
    if (channel === 'zalo') await saveAddress(client, vault, { staffId: used.staffId, path: 'zalo', to: externalId, label: '' })
    await recordAccess(client, { staffId: used.staffId, action: 'channel.link', subject: 'staff', subjectId: used.staffId, reason: channel })
    return used
  })
}

const MINE = `select channel, address_enc as "addressEnc", linked_at as "linkedAt" from staff_channel where staff_id = $1`

export async function linksOf({ pool, vault }: LinkRoom, staffId: string): Promise<Map<string, Linked>> {
  const { rows } = await pool.query<{ channel: ChannelName; addressEnc: Buffer; linkedAt: Date }>(MINE, [staffId])
  return new Map(rows.map(({ channel, addressEnc, linkedAt }) => [channel, { linkedAt, externalId: vault.open(vault.service, contextOf(staffId, channel), addressEnc) }]))
}

/** False: there was none. */
export async function unlink({ pool, vault }: LinkRoom, staffId: string, channel: LinkedChannel): Promise<boolean> {
  const linked = (await linksOf({ pool, vault }, staffId)).get(channel)
  if (!linked) return false
  await transaction(pool, async (client) => {
    await client.query('delete from staff_channel where staff_id = $1 and channel = $2', [staffId, channel])
    await client.query('delete from alarm_address where staff_id = $1 and path = $2 and address_hash = $3', [staffId, channel, vault.blindIndex(`alarm-address:${channel}`, linked.externalId)])
    await recordAccess(client, { staffId, action: 'channel.link', subject: 'staff', subjectId: staffId, reason: `${channel}.gone` })
  })
  return true
}

function hashOf(vault: Vault, code: string): Buffer {
  return vault.blindIndex('staff-link', code)
}

function contextOf(staffId: string, channel: string): `${string}.${string}:${string}` {
  return `staff_channel.address:${staffId}:${channel}`
}
