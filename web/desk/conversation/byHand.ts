import type { DeskChannel } from '../../../src/desk/api.ts'

/** A call or a visit, written down by a counsellor: nothing can be sent there. */
export function isByHand(channel: DeskChannel): boolean {
  return channel === 'phone' || channel === 'walk-in'
}
