/** My own accounts on the platforms, and a test message to myself. */
import { randomUUID } from 'node:crypto'
import type { ChannelName, Sender } from '../conversation/index.ts'
import { linkChannelSchema, type LinkCode, type MyChannels, type TestOutcome } from '../desk/api.ts'
import { read, type Gate } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import type { Locales } from '../locales.ts'
import { recordAccess } from '../safeguards/index.ts'
import { askLinkCode, LINKED_CHANNELS, linksOf, unlink, type LinkRoom } from './links.ts'

type Room = LinkRoom & {
  /** The account of each open platform, as senders name it. */
  accounts: Partial<Record<ChannelName, string | undefined>>
  senders: Partial<Record<ChannelName, Sender>>
  locales: Locales
}

export function addStaffLinkRoutes({ on }: Gate, room: Room): void {
  const open = LINKED_CHANNELS.filter((channel) => room.senders[channel] !== undefined)

  on('get', '/me/channels', 'session.own', async ({ staff }): Promise<MyChannels> => {
    const linked = await linksOf(room, staff.id)
    return { channels: open.map((channel) => ({ channel, linkedAt: linked.get(channel)?.linkedAt.toISOString() ?? null })) }
  })
  on('post', '/me/channels/code', 'session.own', ({ staff, body }): Promise<LinkCode> => {
    const { channel } = read(linkChannelSchema, body)
    if (!open.includes(channel)) throw new AppError('not-found', 'error.not-found', `${channel} is not set up`)
    return askLinkCode(room, staff.id, channel)
  })
  on('post', '/me/channels/remove', 'session.own', async ({ staff, body }) => {
    if (!(await unlink(room, staff.id, read(linkChannelSchema, body).channel))) throw new AppError('not-found', 'error.not-found', 'no such link of theirs')
    return {}
  })
  // By the very sender that people are answered with, or it would prove nothing.
  on('post', '/channels/test', 'channel.manage', async ({ staff, body }): Promise<TestOutcome> => {
    const { channel } = read(linkChannelSchema, body)
    const [send, account, linked] = [room.senders[channel], room.accounts[channel], (await linksOf(room, staff.id)).get(channel)]
    if (!send || !account) throw new AppError('not-found', 'error.not-found', `${channel} is not set up`)
    if (!linked) throw new AppError('conflict', 'error.not-linked', 'a test to an account that is not linked')
    const text = room.locales.text(staff.locale, 'system', 'testMessage')
    const result = await send({ to: { channel, account, externalId: linked.externalId }, text, buttons: [], author: 'staff', messageId: randomUUID(), lastInboundAt: linked.linkedAt })
    await recordAccess(room.pool, { staffId: staff.id, action: 'channel.test', subject: 'service', subjectId: channel, reason: 'code' in result ? result.code : result.outcome })
    return { outcome: result.outcome, code: 'code' in result ? result.code : null }
  })
}
