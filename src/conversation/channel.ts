/**
 * The contract between the spine and the channels (zalo, messenger, web). A channel verifies and parses
 * what comes in and calls receive(); it implements a Sender for what goes out. It knows nothing of
 * conversations, cases or staff.
 */
import type { Button, Content, MessageKind } from './content.ts'

export const CHANNELS = ['zalo', 'messenger', 'web'] as const
export type ChannelName = (typeof CHANNELS)[number]

/** Who wrote, as the platform knows them. */
export type Correspondent = { channel: ChannelName; account: string; externalId: string }

/** One thing a person said. Text is NFC. `eventKey` is unique for channel + account: a repeat does nothing. */
export type Inbound = Correspondent & {
  eventKey: string
  providerMessageId?: string
  kind: MessageKind
  content: Content
  /** The platform's clock. */
  saidAt: Date
  /** What the platform tells of their language, if it does. */
  locale?: 'vi' | 'en'
  /** Another app or a human in the platform's own inbox holds the thread: hear it, do not answer. */
  standby?: true
  /** Fetched long after it was said (recovery): what was erased meanwhile stays erased. */
  late?: true
}

/** Anything else a webhook brought. Kept, and acted on by type. */
export type ChannelEvent = { channel: ChannelName; account: string; eventKey: string; kind: string; body: string } & (
  | { type: 'ignored' }
  /** Messages of ours reached or were read by the person. `upTo`: every earlier one too (Messenger's watermark). */
  | { type: 'receipt'; status: 'delivered' | 'read'; providerMessageIds: string[]; externalId?: string; upTo?: Date }
  /** A message of ours came back as an event; settles sends whose answer was lost. `messageId` is ours, where the platform carries it. */
  | { type: 'echo'; externalId: string; providerMessageId: string; text: string; at: Date; messageId?: string }
  /** A human answered in the platform's own inbox: belongs in the transcript, and the bot falls silent. */
  | { type: 'outside'; externalId: string; providerMessageId: string; text: string; at: Date }
  /** The person took back what they had written: the original stays. (A changed text is an Inbound: it may hold the danger.) */
  | { type: 'unsent'; externalId: string; providerMessageId: string; at: Date }
  /** Who holds the thread at the platform changed: `ours` false means a human or another app took it. */
  | { type: 'control'; externalId: string; ours: boolean; at: Date }
  /** The person withdrew consent at the platform (Zalo user_withdraw): the erasure procedure begins. */
  | { type: 'withdrawal'; externalId: string; at: Date }
  /** The platform warns or restricts the account: an administrator must see it. */
  | { type: 'notice'; code: string; at: Date }
  /** Somebody opened or followed the account and may be greeted. */
  | { type: 'arrival'; externalId: string; at: Date; locale?: 'vi' | 'en' }
)

/** What to send. `urgent` bot lines are never merged away. */
export type Outbound = { to: Correspondent; text: string; buttons: Button[]; author: 'bot' | 'staff'; messageId: string; lastInboundAt: Date | undefined }

/** How a send ended. Codes are short and safe to log and show (desk.json `delivery.<code>`). */
export type SendResult =
  | { outcome: 'sent'; providerMessageId?: string }
  /** Try again later: rate limit, temporary fault. */
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  /** It will not reach them now: window closed, blocked, token dead, refused. */
  | { outcome: 'failed'; code: string }
  /** No answer came back: it may or may not have arrived. */
  | { outcome: 'unknown'; code: string }

export type Sender = (message: Outbound) => Promise<SendResult>

/** What a channel's webhook calls; see receive.ts. */
export type Receive = (inbound: Inbound) => Promise<void>
export type ReceiveEvent = (event: ChannelEvent) => Promise<void>
