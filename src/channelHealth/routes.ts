/** The administrator's view of the channels, and how to let this service act for the Official Account (again). */
import { messengerProblem } from '../channels/messenger/index.ts'
import { finishZaloAuthorisation, zaloAuthorisationLink, zaloProblem, type ZaloTokens } from '../channels/zalo/index.ts'
import type { Config } from '../config.ts'
import type { ChannelName } from '../conversation/index.ts'
import { checkChannelSchema, zaloAuthoriseSchema, zaloRefreshTokenSchema, type Channels } from '../desk/api.ts'
import { read, type Desk, type Gate } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { readChannels, type HealthRoom } from './readChannels.ts'

export type ChannelRoom = HealthRoom & {
  desk: Pick<Desk, 'db' | 'vault'>
  config: Config
  /** The service's own address, to which Zalo leads back. */
  publicUrl: string
  /** Undefined where Zalo is not set up. */
  zaloTokens: ZaloTokens | undefined
  /** The platform takes our token: what failed for the want of one goes now. */
  revive: (channel: ChannelName) => void
}

type Outcome = 'ok' | 'stale' | 'account' | 'refused' | 'away'

export function addChannelRoutes({ on }: Gate, room: ChannelRoom): void {
  const { db, vault } = room.desk
  const callbackUrl = `${room.publicUrl.replace(/\/+$/, '')}/desk/channels`

  function authorising() {
    if (!room.zaloTokens) throw new AppError('not-found', 'error.not-found', 'Zalo is not set up')
    return { config: room.config, pool: db.pool, vault, tokens: room.zaloTokens, callbackUrl }
  }

  /** Tried or done, it stands in the access log with its outcome. @throws AppError what came of it, unless it is well */
  async function settle(staffId: string, how: string, outcome: Outcome): Promise<Record<string, never>> {
    await recordAccess(db.pool, { staffId, action: 'channel.authorise', subject: 'service', subjectId: 'zalo', reason: `${how}.${outcome}` })
    if (outcome === 'away') throw new AppError('unavailable', 'error.unavailable', 'Zalo could not be reached')
    if (outcome !== 'ok') throw new AppError('conflict', `error.authorise-${outcome}`, `authorisation by ${how}: ${outcome}`)
    return {}
  }

  on('get', '/channels', 'channel.manage', async (): Promise<Channels> => ({ channels: await readChannels(room), zaloCallbackUrl: callbackUrl }))
  on('post', '/channels/check', 'channel.manage', async ({ body }) => {
    const { channel } = read(checkChannelSchema, body)
    if (!room.open.includes(channel)) throw new AppError('not-found', 'error.not-found', `${channel} is not set up`)
    const problem = channel === 'zalo' ? await zaloProblem(room.config, authorising().tokens) : await messengerProblem(room.config)
    if (problem === undefined) room.revive(channel)
    return { problem: problem ?? null }
  })
  on('post', '/channels/zalo/link', 'channel.manage', async ({ staff }) => ({ url: await zaloAuthorisationLink(authorising(), staff.id) }))
  on('post', '/channels/zalo/authorise', 'channel.manage', async ({ staff, body }) =>
    settle(staff.id, 'code', await finishZaloAuthorisation(authorising(), staff.id, read(zaloAuthoriseSchema, body))))
  on('post', '/channels/zalo/refresh-token', 'channel.manage', async ({ staff, body }) =>
    settle(staff.id, 'pasted', await authorising().tokens.adopt(read(zaloRefreshTokenSchema, body).refreshToken)))
}
