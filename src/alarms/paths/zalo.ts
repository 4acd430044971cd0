import type { CallResult, Path } from '../call.ts'

/** Sends a text to somebody who follows the Official Account; the Zalo channel's own sender stands behind it. */
export type SendZalo = (externalId: string, text: string, id: string) => Promise<{ outcome: 'sent' } | { outcome: 'retry' | 'failed' | 'unknown'; code: string }>

/** A message by the Centre's own Official Account to staff who follow it. */
export function zaloPath(send: SendZalo): Path {
  return {
    name: 'zalo',
    async send(to, { id, text }): Promise<CallResult> {
      const result = await send(to, text, id)
      // It may have arrived: read twice is better than never.
      if (result.outcome === 'unknown') return { outcome: 'retry', code: result.code }
      // The window of Zalo is closed, or they no longer follow. A dead token is the path's own trouble.
      if (result.outcome === 'failed' && result.code === 'token') return { outcome: 'retry', code: 'token' }
      return result.outcome === 'sent' ? { outcome: 'sent' } : { outcome: result.outcome, code: result.code }
    },
  }
}
