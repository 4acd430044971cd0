import type { ChannelEvent, Inbound } from '../../conversation/channel.ts'

/** One thing a webhook body held. */
export type Incoming = { type: 'message'; message: Inbound } | { type: 'event'; event: ChannelEvent }

/** What a body turned out to be. `account`: signed, but meant for somebody else. */
export type Parsed = { ok: true; incoming: Incoming[] } | { ok: false; why: 'malformed' | 'account' }

export type ParseContext = {
  /** The OA or the Page we are. */
  account: string
  now: Date
}
