import type { Delivery } from '../courier.ts'
import type { Fault } from '../faults.ts'
import type { MetaPlatform } from '../meta/platform.ts'
import type { ZaloPlatform } from '../zalo/platform.ts'
import type { Act, SimChannel, SimFault } from './contract.ts'

export type Platforms = { zalo: ZaloPlatform; messenger: MetaPlatform }
type How = { times: number; delayMs: number }

/** Does on the platform what somebody did on the page. */
export function perform(platforms: Platforms, channel: SimChannel, personId: string, act: Act, how: How): Promise<Delivery> {
  return channel === 'zalo' ? onZalo(platforms.zalo, personId, act, how) : onMessenger(platforms.messenger, personId, act, how)
}

async function onZalo(zalo: ZaloPlatform, id: string, act: Act, how: How): Promise<Delivery> {
  const person = zalo.person(id)
  switch (act.kind) {
    case 'says':
      return person.says(act.text, how)
    case 'taps':
      return person.taps(act.payload, how)
    case 'sends':
      return person.sends(act.media, undefined, how)
    case 'sees':
      return person.sees()
    case 'follows':
      return person.follows()
    case 'outside':
      return zalo.adminSays(id, act.text)
    case 'blocks':
      person.blocks(act.blocked)
      return act.blocked ? person.unfollows() : person.follows()
    case 'unsends':
      // Zalo tells nobody when a message is taken back.
      return NOTHING
  }
}

async function onMessenger(messenger: MetaPlatform, id: string, act: Act, how: How): Promise<Delivery> {
  const person = messenger.person(id)
  switch (act.kind) {
    case 'says':
      return person.says(act.text, how)
    case 'taps':
      return person.taps(act.payload, how)
    case 'sends':
      return person.sends(act.media, undefined, how)
    case 'sees':
      return person.sees()
    case 'follows':
      return person.postbacks('GET_STARTED', 'Bắt đầu', how)
    case 'outside':
      return messenger.inboxSays(id, act.text)
    case 'blocks':
      person.blocks(act.blocked)
      return NOTHING
    case 'unsends': {
      const last = person.chat.findLast(({ author }) => author === 'person')
      return last ? person.unsends(last.id) : NOTHING
    }
  }
}

const NOTHING: Delivery = { event: 'nothing', status: 200, milliseconds: 0, attempt: 0, late: false }

/** The page's words for faults, in each platform's terms. */
export const PAGE_FAULTS: Readonly<Record<SimChannel, Readonly<Record<Exclude<SimFault, 'none'>, Fault>>>> = {
  zalo: {
    busy: { kind: 'error', code: -32 },
    down: { kind: 'status', status: 503 },
    silent: { kind: 'drop-after' },
    blocked: { kind: 'error', code: -244 },
    window: { kind: 'error', code: -230 },
  },
  messenger: {
    busy: { kind: 'error', code: 613 },
    down: { kind: 'status', status: 503 },
    silent: { kind: 'drop-after' },
    blocked: { kind: 'error', code: 551, subcode: 1545041 },
    window: { kind: 'error', code: 10, subcode: 2018278 },
  },
}
