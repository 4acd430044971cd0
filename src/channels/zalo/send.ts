/** One message to one person through the OA's consultation endpoint (wire-facts §2). */
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { Outbound, Sender, SendResult } from '../../conversation/channel.ts'
import { callProvider, retryAfter, type Fetch } from '../wire/index.ts'
import { fitsButtons, ZALO_TEXT_LIMIT, zaloBody } from './body.ts'
import { isShapeError, isTokenError, zaloErrorResult } from './errors.ts'
import type { ZaloTokens } from './tokens.ts'

type Options = {
  config: Config
  tokens: Pick<ZaloTokens, 'current' | 'replace'>
  fetch?: Fetch
  /** `numbered`: never send Zalo buttons, for clients or packages on which they turn out not to work. */
  buttons?: 'native' | 'numbered'
  /** How long an answer may take; see callProvider. */
  timeoutMs?: number
}

const answerSchema = z.object({
  error: z.coerce.number(),
  data: z.object({ message_id: z.union([z.string(), z.number().transform(String)]).nullish() }).nullish().catch(undefined),
})

/** `error`: Zalo answered with a number. Otherwise the attempt is over. */
type Attempt = { error: number } | SendResult

/** The sender for Zalo. Errors come with HTTP 200 and a negative number; success is exactly 0. */
export function zaloSender({ config, tokens, fetch, buttons = 'native', timeoutMs }: Options): Sender {
  async function post(message: Outbound, plain: boolean, access: string): Promise<Attempt> {
    const body = zaloBody({ externalId: message.to.externalId, text: message.text, buttons: message.buttons, plain })
    if (body.message.text.length > ZALO_TEXT_LIMIT) return { outcome: 'failed', code: 'too-long' }
    const path = 'anonymous_id' in body.recipient ? '/v2.0/oa/message' : '/v3.0/oa/message/cs'
    const headers = { 'content-type': 'application/json', access_token: access }
    const answer = await callProvider(`${config.ZALO_API_URL}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }, { fetch, timeoutMs })
    if (answer.kind === 'unreached') return { outcome: 'retry', code: 'network' }
    if (answer.kind === 'silent') return { outcome: 'unknown', code: 'timeout' }
    if (answer.status === 429) return { outcome: 'retry', code: 'rate-limit', ...retryAfter(answer.headers) }
    if (answer.status === 504) return { outcome: 'unknown', code: 'timeout' }
    if (answer.status >= 500) return { outcome: 'retry', code: 'temporary', ...retryAfter(answer.headers) }
    const parsed = answerSchema.safeParse(answer.body)
    if (!parsed.success) return { outcome: 'unknown', code: 'unreadable' }
    if (parsed.data.error !== 0) return { error: parsed.data.error }
    const id = parsed.data.data?.message_id
    return { outcome: 'sent', ...(id ? { providerMessageId: id } : {}) }
  }

  return async (message) => {
    const token = await tokens.current()
    if (!token.ok) return withoutToken(token.why)
    let access = token.access
    let plain = buttons === 'numbered' || !fitsButtons(message.buttons)
    let attempt = await post(message, plain, access)
    if ('error' in attempt && isTokenError(attempt.error)) {
      const fresh = await tokens.replace(access)
      if (!fresh.ok) return withoutToken(fresh.why)
      access = fresh.access
      attempt = await post(message, plain, access)
    }
    // Buttons are the least documented part of this API: their refusal must never cost the message.
    if ('error' in attempt && isShapeError(attempt.error) && !plain) {
      plain = true
      attempt = await post(message, plain, access)
    }
    return 'error' in attempt ? zaloErrorResult(attempt.error) : attempt
  }
}

function withoutToken(why: 'dead' | 'away'): SendResult {
  return why === 'away' ? { outcome: 'retry', code: 'temporary' } : { outcome: 'failed', code: 'token' }
}
