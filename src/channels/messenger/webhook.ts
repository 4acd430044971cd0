/** GET and POST /webhooks/messenger: the handshake, and verify → parse → make durable → answer. */
import express, { type Router } from 'express'
import type { Config } from '../../config.ts'
import { invariant } from '../../errors.ts'
import { parseJson, rawBody, refuser, takeAll, unreadable, type WebhookDependencies } from '../wire/index.ts'
import { parseMessenger } from './parse.ts'
import { metaSignatureHolds, sameSecret } from './signature.ts'

type Options = WebhookDependencies & { config: Config; now?: () => Date }

/** The router for /webhooks/messenger. Mount it before any JSON body parser. */
export function messengerWebhook({ config, now = () => new Date(), ...dependencies }: Options): Router {
  const { MESSENGER_PAGE_ID: account, MESSENGER_APP_ID: appId, MESSENGER_APP_SECRET: appSecret, MESSENGER_VERIFY_TOKEN: verifyToken } = config
  invariant(account && appSecret && verifyToken, 'the Messenger webhook is mounted only with its settings')
  const refuse = refuser('messenger', dependencies)
  const router = express.Router()

  router.get('/webhooks/messenger', (request, response) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query
    const holds = mode === 'subscribe' && typeof token === 'string' && sameSecret(token, verifyToken)
    if (!holds || typeof challenge !== 'string') {
      dependencies.metrics.webhookRefused.inc({ channel: 'messenger', reason: 'verify-token' })
      response.status(403).type('text/plain').send('forbidden')
      return
    }
    response.status(200).type('text/plain').send(challenge)
  })

  router.post('/webhooks/messenger', rawBody(), async (request, response) => {
    const raw: unknown = request.body
    const header = request.get('x-hub-signature-256')
    if (!metaSignatureHolds(header, Buffer.isBuffer(raw) ? raw : Buffer.alloc(0), appSecret)) return refuse(response, 'signature')
    const body = Buffer.isBuffer(raw) ? parseJson(raw) : undefined
    if (body === undefined) return refuse(response, 'malformed')
    const parsed = parseMessenger(body.value, { account, appId, now: now() })
    if (!parsed.ok) return refuse(response, parsed.why)
    await takeAll(response, parsed.incoming, dependencies, refuse)
  })
  router.use('/webhooks/messenger', unreadable(refuse))
  return router
}
