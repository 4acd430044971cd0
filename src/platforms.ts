/** Zalo and Messenger in the service: their webhooks, senders and tokens, each only with all its secrets. */
import { randomUUID } from 'node:crypto'
import type { Router } from 'express'
import type { SendZalo } from './alarms/index.ts'
import { messengerHistory, messengerName, messengerProblem, messengerSender, messengerTyping, messengerWebhook } from './channels/messenger/index.ts'
import type { ReadName } from './channels/wire/index.ts'
import { zaloHistory, zaloName, zaloSender, zaloTokens, zaloVerifier, zaloWebhook, type ZaloTokens } from './channels/zalo/index.ts'
import type { Config } from './config.ts'
import { sendAgainAfterToken, type ChannelName, type Correspondent, type Receive, type ReceiveEvent, type Sender } from './conversation/index.ts'
import type { Database, Notices } from './database/index.ts'
import { errorCode } from './errors.ts'
import type { Locales } from './locales.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Recovery } from './recovery/index.ts'
import type { Vault } from './safeguards/index.ts'
import { hearLinkCodes } from './staffLink/index.ts'

type PlatformOptions = { config: Config; db: Database; vault: Vault; notices: Notices; receive: Receive; receiveEvent: ReceiveEvent; metrics: Metrics; log: Log; locales: Locales }

export type Platforms = {
  webhooks: Router[]
  senders: Partial<Record<ChannelName, Sender>>
  zaloTokens: ZaloTokens | undefined
  recoveries: Recovery[]
  names: Partial<Record<ChannelName, ReadName>>
  /** How a platform shows that somebody is writing. */
  typing: Partial<Record<ChannelName, (externalId: string) => Promise<void>>>
  /** The platform takes our token: what failed for the want of one goes now. */
  revive(channel: ChannelName): void
  stop(): void
}

/** Opens those whose settings are there: no secret, no route (fail closed). */
export function openPlatforms(options: PlatformOptions): Platforms {
  const { config, db, vault, notices, log } = options
  const revive = (channel: ChannelName) => void sendAgainAfterToken(db.pool, notices, channel).catch((error: unknown) => {
    log.error({ channel, code: errorCode(error) }, 'what failed for want of a token waits for somebody to send it')
  })
  const welcome = async ({ channel, account, externalId }: Correspondent) =>
    senders[channel]?.({ to: { channel, account, externalId }, text: options.locales.text('vi', 'system', 'linked'), buttons: [], author: 'staff', messageId: randomUUID(), lastInboundAt: new Date() })
  const receive = hearLinkCodes({ pool: db.pool, vault, log, receive: options.receive, welcome })
  const webhooks: Router[] = []
  const senders: Partial<Record<ChannelName, Sender>> = {}
  const recoveries: Recovery[] = []
  const names: Platforms['names'] = {}
  const typing: Platforms['typing'] = {}
  const stops: (() => void)[] = []
  let ofZalo: ZaloTokens | undefined
  if (config.channels.zalo) {
    webhooks.push(zaloVerifier(config), zaloWebhook({ ...options, receive }))
    const tokens = zaloTokens({ config, pool: db.pool, vault, log, revived: () => revive('zalo') })
    ofZalo = tokens
    senders.zalo = zaloSender({ config, tokens })
    recoveries.push({ pool: db.pool, receive, log, channel: 'zalo', account: config.ZALO_OA_ID ?? '', history: zaloHistory({ config, tokens }) })
    names.zalo = zaloName({ config, tokens })
    stops.push(tokens.keepFresh())
  }
  if (config.channels.messenger) {
    webhooks.push(messengerWebhook({ ...options, receive }))
    senders.messenger = messengerSender({ config })
    recoveries.push({ pool: db.pool, receive, log, channel: 'messenger', account: config.MESSENGER_PAGE_ID ?? '', history: messengerHistory({ config }) })
    names.messenger = messengerName({ config })
    typing.messenger = messengerTyping({ config })
    // A new page token comes with a new start.
    void messengerProblem(config).then((problem) => { if (problem === undefined) revive('messenger') })
  }
  return { webhooks, senders, zaloTokens: ofZalo, recoveries, names, typing, revive, stop: () => { for (const stop of stops) stop() } }
}

/** Alarms to staff who follow the Official Account go by the channel's own sender. */
export function zaloToStaff({ ZALO_OA_ID: account }: Config, send: Sender | undefined): SendZalo | undefined {
  if (!send || !account) return undefined
  return (externalId, text, messageId) => send({ to: { channel: 'zalo', account, externalId }, text, buttons: [], author: 'staff', messageId, lastInboundAt: undefined })
}
