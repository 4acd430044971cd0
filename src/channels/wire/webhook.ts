/** What the two webhooks share: raw bytes in, a short honest answer out, durable before the 200. */
import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express'
import { errorCode } from '../../errors.ts'
import type { Receive, ReceiveEvent } from '../../conversation/channel.ts'
import type { Log } from '../../log.ts'
import type { Metrics } from '../../metrics.ts'
import type { Incoming } from './incoming.ts'

/**
 * Why a call was turned away, and with what. 4xx tells the platform that repeating will not help. A body that is truly
 * signed but speaks of another OA or Page of the same app is nobody's fault: anything but 200 would make the platform
 * repeat it and at last switch our webhook off.
 */
const REFUSALS = { signature: 401, account: 200, malformed: 400, 'too-large': 413, encoding: 415, unavailable: 503 } as const
export type Refusal = keyof typeof REFUSALS

export type WebhookDependencies = { receive: Receive; receiveEvent: ReceiveEvent; metrics: Metrics; log: Log }

/** The signature is over these bytes, so they must reach us untouched. Real bodies are a few kilobytes. */
export function rawBody(): RequestHandler {
  return express.raw({ type: () => true, limit: '1mb' })
}

export type Refuse = (response: Response, why: Refusal) => void

/** Answers a refusal and counts it. Never the body, never the expected signature. */
export function refuser(channel: string, { metrics, log }: Pick<WebhookDependencies, 'metrics' | 'log'>): Refuse {
  return (response, why) => {
    metrics.webhookRefused.inc({ channel, reason: why })
    log.warn({ channel, reason: why }, 'webhook refused')
    response.status(REFUSALS[why]).json({ error: why })
  }
}

/** Turns a body that could not even be read (too large, cut off, oddly packed) into a refusal. */
export function unreadable(refuse: Refuse): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined
    if (type === 'entity.too.large') return refuse(response, 'too-large')
    if (type === 'encoding.unsupported') return refuse(response, 'encoding')
    if (typeof type === 'string') return refuse(response, 'malformed')
    // A body that claims to be gzip and is not arrives as a bare zlib error.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return refuse(response, 'malformed')
    next(error)
  }
}

/**
 * Hands everything over, oldest first (after an outage platforms deliver out of order), and says 200 only
 * when all of it is safe. A 503 makes the platform send the body again; what was already taken is then a repeat.
 */
export async function takeAll(response: Response, incoming: Incoming[], { receive, receiveEvent, log }: WebhookDependencies, refuse: Refuse): Promise<void> {
  try {
    for (const item of incoming.toSorted((a, b) => timeOf(a) - timeOf(b))) {
      await (item.type === 'message' ? receive(item.message) : receiveEvent(item.event))
    }
  } catch (error) {
    log.error({ code: errorCode(error) }, 'webhook not taken')
    return refuse(response, 'unavailable')
  }
  response.status(200).json({ ok: true })
}

function timeOf(item: Incoming): number {
  if (item.type === 'message') return item.message.saidAt.getTime()
  return 'at' in item.event ? item.event.at.getTime() : Number.POSITIVE_INFINITY
}
