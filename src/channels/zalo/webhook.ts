/** POST /webhooks/zalo: verify over the raw bytes, parse, make durable, answer. */
import express, { type Router } from 'express'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { invariant } from '../../errors.ts'
import { parseJson, rawBody, refuser, takeAll, unreadable, type WebhookDependencies } from '../wire/index.ts'
import { parseZalo } from './parse.ts'
import { zaloSignatureHolds } from './signature.ts'

type Options = WebhookDependencies & {
  config: Config
  now?: () => Date
  /**
   * What an unsigned or wrongly signed body is answered with. It is never processed, whatever this says.
   * 200 is for the minutes in which the console's "test" button, whose posts may be unsigned, must be satisfied.
   */
  unsignedStatus?: 401 | 200
}

const signedPart = z.object({ app_id: z.union([z.string(), z.number().transform(String)]), timestamp: z.union([z.string(), z.number().transform(String)]).nullish() })

/** The router for POST /webhooks/zalo. Mount it before any JSON body parser. */
export function zaloWebhook({ config, now = () => new Date(), unsignedStatus = 401, ...dependencies }: Options): Router {
  const { ZALO_APP_ID: appId, ZALO_OA_ID: account, ZALO_OA_SECRET_KEY: secretKey } = config
  invariant(appId && account && secretKey, 'the Zalo webhook is mounted only with its settings')
  const refuse = refuser('zalo', dependencies)
  const router = express.Router()

  router.post('/webhooks/zalo', rawBody(), async (request, response) => {
    const header = request.get('x-zevent-signature')
    const raw: unknown = request.body
    const unsigned = () => {
      if (unsignedStatus === 401) return refuse(response, 'signature')
      dependencies.metrics.webhookRefused.inc({ channel: 'zalo', reason: 'signature' })
      response.status(200).json({ ok: true })
    }
    if (header === undefined) return unsigned()
    const body = Buffer.isBuffer(raw) ? parseJson(raw) : undefined
    if (!Buffer.isBuffer(raw) || body === undefined) return refuse(response, 'malformed')
    const signed = signedPart.safeParse(body.value)
    if (!signed.success) return refuse(response, 'malformed')
    const { app_id: bodyAppId, timestamp } = signed.data
    if (!zaloSignatureHolds(header, { appId, raw, timestamp: timestamp ?? '', secretKey })) return unsigned()
    if (bodyAppId !== appId) return refuse(response, 'account')
    const parsed = parseZalo(body.value, { account, now: now(), raw: raw.toString('utf8') })
    if (!parsed.ok) return refuse(response, parsed.why)
    await takeAll(response, parsed.incoming, dependencies, refuse)
  })
  router.use('/webhooks/zalo', unreadable(refuse))
  return router
}
