/**
 * What one visitor, one address and everybody together may ask for. In memory: a net against floods, not a
 * fence. Wide and short on purpose: a school or a whole mobile network may stand behind one address, and
 * nobody should be told to wait longer than a minute.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Response } from 'express'
import { AppError } from '../../errors.ts'

/** `points` in each `duration` seconds. */
export const LIMITS = {
  sessionsOfAddress: { points: 120, duration: 60 },
  sessionsOfAll: { points: 1_200, duration: 60 },
  messagesOfVisitor: { points: 40, duration: 60 },
  messagesOfAddress: { points: 1_200, duration: 60 },
  codesOfVisitor: { points: 6, duration: 60 },
  readsOfVisitor: { points: 240, duration: 60 },
} as const satisfies Record<string, { points: number; duration: number }>

export type LimitName = keyof typeof LIMITS
export type LimitTable = Record<LimitName, { points: number; duration: number }>
/** Takes one point, or refuses with 429 and Retry-After. */
export type Limit = (response: Response, name: LimitName, key: string) => Promise<void>

export function createLimit(table: LimitTable): Limit {
  const limiters = new Map(Object.entries(table).map(([name, { points, duration }]) => [name, new RateLimiterMemory({ keyPrefix: name, points, duration })]))
  return async (response, name, key) => {
    try {
      await limiters.get(name)?.consume(key)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
      response.set('Retry-After', String(seconds))
      throw new AppError('too-many', 'error.too-many', `limit ${name} reached`, { seconds })
    }
  }
}
