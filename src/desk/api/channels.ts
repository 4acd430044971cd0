import * as z from 'zod'
import { CHANNELS } from '../../conversation/channel.ts'
import { timeSchema } from './common.ts'

/** What is wrong with a channel; label by locale key `channelProblem.<problem>`. */
export const CHANNEL_PROBLEMS = ['token', 'token-old', 'silent', 'failing', 'policy', 'withdrawal'] as const

/** GET /channels → ChannelState[] (permission `channel.manage`): how each channel does, without a word of what is said. */
export const channelStateSchema = z.object({
  channel: z.enum(CHANNELS),
  /** Its settings are there. */
  open: z.boolean(),
  problems: z.array(z.enum(CHANNEL_PROBLEMS)),
  lastInboundAt: timeSchema.nullable(),
  lastOutboundAt: timeSchema.nullable(),
  /** The last 24 hours. */
  received: z.number().int(),
  sent: z.number().int(),
  /** What did not go in the last 24 hours, by code (`delivery.<code>`). */
  errors: z.array(z.object({ code: z.string(), n: z.number().int() })),
  /** Webhook calls turned away in the last 24 hours, by all processes (`channelRefusal.<reason>`). */
  refusals: z.array(z.object({ reason: z.string(), n: z.number().int() })),
  /** Pictures and recordings of the last 24 hours that could not be fetched. */
  mediaFailed: z.number().int(),
  token: z.object({ expiresAt: timeSchema, updatedAt: timeSchema, failedAt: timeSchema.nullable(), failedCode: z.string().nullable() }).nullable(),
})
export type ChannelState = z.infer<typeof channelStateSchema>
export const channelsSchema = z.object({
  channels: z.array(channelStateSchema),
  /** What must stand in Zalo's console as the callback. */
  zaloCallbackUrl: z.string(),
})
export type Channels = z.infer<typeof channelsSchema>

/**
 * GET /me/channels → MyChannels: my own accounts on the open platforms, for tests and (Zalo) alarms.
 * POST /me/channels/code {channel} → LinkCode: to be sent from my own phone to the Centre's account within ten minutes; a new one replaces it.
 * POST /me/channels/remove {channel} → {}.
 */
export const myChannelsSchema = z.object({ channels: z.array(z.object({ channel: z.enum(['zalo', 'messenger']), linkedAt: timeSchema.nullable() })) })
export type MyChannels = z.infer<typeof myChannelsSchema>
export const linkChannelSchema = z.object({ channel: z.enum(['zalo', 'messenger']) })
export const linkCodeSchema = z.object({ code: z.string(), until: timeSchema })
export type LinkCode = z.infer<typeof linkCodeSchema>
/** POST /channels/test {channel} → TestOutcome: a message to my own account. 409 `error.not-linked`. `code`: `delivery.<code>`. */
export const testOutcomeSchema = z.object({ outcome: z.enum(['sent', 'retry', 'failed', 'unknown']), code: z.string().nullable() })
export type TestOutcome = z.infer<typeof testOutcomeSchema>

/** POST /channels/recover {channel, hours} → Recovered: fetches what the platform holds and we do not. 503 `error.platform-away`. */
export const recoverChannelSchema = z.object({ channel: z.enum(['zalo', 'messenger']), hours: z.number().int().min(1).max(168).default(24) })
export const recoveredSchema = z.object({ recovered: z.number().int() })
export type Recovered = z.infer<typeof recoveredSchema>

/** POST /channels/check {channel} → {problem}: asks the platform now; null when all is well, else `channelProblem.<code>`. */
export const checkChannelSchema = z.object({ channel: z.enum(['zalo', 'messenger']) })
export const checkedSchema = z.object({ problem: z.string().nullable() })

/**
 * POST /channels/zalo/link → {url}: Zalo's page of permission, for me and ten minutes. It leads back to /desk/channels with
 * code, oa_id and perhaps state in the address, which the page hands in by
 * POST /channels/zalo/authorise → {}. 409 `error.authorise-stale`, `error.authorise-account`, `error.authorise-refused`; 503.
 */
export const zaloLinkSchema = z.object({ url: z.string() })
export const zaloAuthoriseSchema = z.object({ code: z.string().min(1).max(2000), oaId: z.string().min(1).max(50), state: z.string().max(100).optional() })
/** POST /channels/zalo/refresh-token → {}: one pasted from Zalo's console. 409 `error.authorise-refused`; 503. */
export const zaloRefreshTokenSchema = z.object({ refreshToken: z.string().trim().min(10).max(2000) })
