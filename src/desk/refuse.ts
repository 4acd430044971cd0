/** Every refusal of the desk in one shape; the browser has the sentences (locales/<lang>/errors.json). */
import type { NextFunction, Request, Response } from 'express'
import { isDatabaseAway } from '../database/index.ts'
import { AppError, errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Refusal } from './api.ts'

/** An Express error handler (it needs its four parameters). */
export function refuse(log: Log) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const refusal = toRefusal(error)
    const line = { code: errorCode(error), status: refusal.status, method: request.method, route: `${request.baseUrl}${request.route?.path ?? ''}` }
    if (refusal.status >= 500) log.error(line, 'desk request failed')
    else log.info(line, 'desk request refused')
    if (response.headersSent) {
      response.destroy()
      return
    }
    const body: Refusal = { error: { code: refusal.code, key: refusal.publicKey, details: refusal.details } }
    response.status(refusal.status).json(body)
  }
}

type Answer = { status: number; code: string; publicKey: string; details: Record<string, string | number> }

function toRefusal(error: unknown): Answer {
  if (error instanceof AppError) return { status: error.status, code: error.code, publicKey: error.publicKey, details: { ...error.details } }
  const status = statusOf(error)
  // body-parser: malformed JSON 400, too large 413, wrong charset 415.
  if (status === 413) return { status, code: 'too-large', publicKey: 'error.too-large', details: {} }
  if (status !== undefined && status >= 400 && status < 500) return { status, code: 'bad-request', publicKey: 'error.bad-request', details: {} }
  // A client id that somebody already used elsewhere.
  if (errorCode(error) === '23505') return { status: 409, code: 'conflict', publicKey: 'error.conflict', details: {} }
  if (isDatabaseAway(error)) return { status: 503, code: 'unavailable', publicKey: 'error.unavailable', details: {} }
  return { status: 500, code: 'internal', publicKey: 'error.internal', details: {} }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}
