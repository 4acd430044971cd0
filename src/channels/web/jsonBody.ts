import express, { type RequestHandler } from 'express'
import * as z from 'zod'
import { AppError } from '../../errors.ts'

/** 2,000 characters, each decomposed and written as `\uXXXX`, with room to spare. */
const LARGEST = '48kb'

const parse = express.json({ limit: LARGEST, type: () => true, inflate: false })

/** Parses a JSON body; what is malformed, packed or too large ends as a clear 4xx. */
export const jsonBody: RequestHandler = (request, response, next) => {
  parse(request, response, (error?: unknown) => next(error === undefined ? undefined : translate(error)))
}

const parserError = z.object({ type: z.string(), status: z.number().min(400).max(499) })

function translate(error: unknown): unknown {
  const known = parserError.safeParse(error)
  if (!known.success) return error
  return known.data.status === 413
    ? new AppError('too-large', 'error.too-large', 'body over the limit')
    : new AppError('bad-request', 'error.bad-request', `body refused: ${known.data.type}`)
}

/** @throws AppError bad-request naming the fields, never their values. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'body'))].join(', ')
  throw new AppError('bad-request', 'error.bad-request', `not usable: ${fields}`, { fields })
}
