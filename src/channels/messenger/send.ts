/** One message to one person through the Send API (wire-facts §4). */
import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { Outbound, Sender, SendResult } from '../../conversation/channel.ts'
import { invariant } from '../../errors.ts'
import { callProvider, retryAfter, type Fetch } from '../wire/index.ts'
import { bodyText, MESSENGER_TEXT_LIMIT, messengerBody, type Window } from './body.ts'
import { graphErrorResult, graphErrorSchema, isShapeError, isWindowError, type GraphError } from './errors.ts'

type Options = { config: Config; fetch?: Fetch; now?: () => Date; timeoutMs?: number }

const HOUR = 3_600_000
const RESPONSE: Window = { messaging_type: 'RESPONSE' }
const HUMAN_AGENT: Window = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }

const sentSchema = z.object({ recipient_id: z.string().nullish(), message_id: z.string().min(1).nullish() })

type Attempt = { error: GraphError } | SendResult

/** The sender for Messenger. */
export function messengerSender({ config, fetch, now = () => new Date(), timeoutMs }: Options): Sender {
  const { MESSENGER_APP_SECRET: appSecret, MESSENGER_PAGE_TOKEN: pageToken } = config
  invariant(appSecret && pageToken, 'the Messenger sender is made only with its settings')
  const proof = createHmac('sha256', appSecret).update(pageToken).digest('hex')
  const url = `${config.MESSENGER_API_URL}/${config.MESSENGER_API_VERSION}/me/messages?appsecret_proof=${proof}`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${pageToken}` }

  async function post(message: Outbound, window: Window, plain: boolean): Promise<Attempt> {
    const body = messengerBody({ externalId: message.to.externalId, messageId: message.messageId, text: message.text, buttons: message.buttons, window, plain })
    if (bodyText(body).length > MESSENGER_TEXT_LIMIT) return { outcome: 'failed', code: 'too-long' }
    const answer = await callProvider(url, { method: 'POST', headers, body: JSON.stringify(body) }, { fetch, timeoutMs })
    if (answer.kind === 'unreached') return { outcome: 'retry', code: 'network' }
    if (answer.kind === 'silent') return { outcome: 'unknown', code: 'timeout' }
    const error = graphErrorSchema.safeParse(answer.body)
    if (error.success) return { error: error.data.error }
    if (answer.status === 429) return { outcome: 'retry', code: 'rate-limit', ...retryAfter(answer.headers) }
    if (answer.status === 504) return { outcome: 'unknown', code: 'timeout' }
    if (answer.status >= 500) return { outcome: 'retry', code: 'temporary', ...retryAfter(answer.headers) }
    if (answer.status >= 300) return { outcome: 'failed', code: 'refused' }
    const sent = sentSchema.safeParse(answer.body)
    if (!sent.success) return { outcome: 'unknown', code: 'unreadable' }
    return { outcome: 'sent', ...(sent.data.message_id ? { providerMessageId: sent.data.message_id } : {}) }
  }

  return async (message) => {
    const windows = openWindows(message, now())
    const plainOnly = message.buttons.length === 0
    let result: SendResult = { outcome: 'failed', code: 'window-closed' }
    for (const window of windows) {
      let attempt = await post(message, window, plainOnly)
      // A refused button must never cost the message.
      if ('error' in attempt && isShapeError(attempt.error) && !plainOnly) attempt = await post(message, window, true)
      if (!('error' in attempt)) return attempt
      result = graphErrorResult(attempt.error)
      if (!isWindowError(attempt.error)) return result
    }
    return result
  }
}

/**
 * The windows still open, best first. Asking outside them is not tried: Meta counts such tries against the Page.
 * A counsellor's message near the border may find the first one closed, and goes by the second.
 */
function openWindows({ author, lastInboundAt }: Outbound, now: Date): Window[] {
  const hours = lastInboundAt === undefined ? 0 : (now.getTime() - lastInboundAt.getTime()) / HOUR
  const response = hours < 24 ? [RESPONSE] : []
  const human = author === 'staff' && hours < 7 * 24 ? [HUMAN_AGENT] : []
  return [...response, ...human]
}
