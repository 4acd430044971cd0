/** Zalo, as far as an Official Account can see it. */
import type { Router } from 'express'
import type { Clock } from '../clock.ts'
import { createCourier, type Courier, type Delivery } from '../courier.ts'
import { createFaults, type Faults } from '../faults.ts'
import { bigId, hexId } from '../ids.ts'
import type { SimMedia } from '../media.ts'
import { createPeople, type People, type Person } from '../people.ts'
import { inventZaloAccount, type ZaloAccount } from './account.ts'
import { zaloApi, zaloOauth } from './api.ts'
import { zaloPerson, type ZaloPerson } from './person.ts'
import { createTokens, type SimTokens } from './tokens.ts'
import { zaloWire, type ZaloEvent } from './wire.ts'

export type PlatformOptions = {
  clock: Clock
  /** See courier.ts. */
  retryScale?: number | undefined
  /** When the event about a message of the OA's own comes: after its answer, before it, or never. */
  echoes?: 'after' | 'before' | 'off'
  /** Whether phones report what they got without being told to. */
  receipts?: boolean
  welcomeStrangers?: boolean
  /** Where the platform keeps what people send. */
  media?: SimMedia
}

export type ZaloPlatform = {
  readonly account: ZaloAccount
  readonly people: People
  readonly courier: Courier<ZaloEvent>
  readonly tokens: SimTokens
  /** Faults of sends; `tokenFaults` of the token endpoint. */
  readonly faults: Faults
  readonly tokenFaults: Faults
  readonly api: Router
  readonly oauth: Router
  person(id?: string, name?: string): ZaloPerson
  /** A human types in Zalo's own chat tool. */
  adminSays(personId: string, text: string): Promise<Delivery>
  /** Any event at all, signed. */
  emit(event: ZaloEvent): Promise<Delivery>
}

export function createZalo({ clock, retryScale, echoes = 'after', receipts = false, welcomeStrangers = false, media, account = inventZaloAccount() }: PlatformOptions & { account?: ZaloAccount }): ZaloPlatform {
  const people = createPeople()
  const courier = createCourier(zaloWire({ secretKey: account.oaSecretKey }), { retryScale })
  const tokens = createTokens(clock, account)
  const faults = createFaults()
  const tokenFaults = createFaults()
  const handle = (person: Person) => zaloPerson({ person, account, clock, courier, people, media })

  function spoken(person: Person, bubble: { id: string; text: string; at: number }, admin?: string): Promise<Delivery> {
    const sender = { id: account.oaId, ...(admin === undefined ? {} : { admin_id: admin }) }
    return courier.deliver({ app_id: account.appId, event_name: 'oa_send_text', timestamp: String(bubble.at), sender, recipient: { id: person.id }, message: { msg_id: bubble.id, text: bubble.text } })
  }

  const api = zaloApi({
    account,
    people,
    clock,
    tokens,
    faults,
    tokenFaults,
    welcomeStrangers,
    async onSent(person, bubble) {
      const follow = async () => {
        if (echoes !== 'off') await spoken(person, bubble)
        if (receipts) await handle(person).receives(bubble.id)
      }
      if (echoes === 'before') await follow()
      else setImmediate(() => void follow())
    },
  })

  return {
    account,
    people,
    courier,
    tokens,
    faults,
    tokenFaults,
    api,
    oauth: zaloOauth({ account, tokens, tokenFaults }),
    person: (id = bigId(), name) => handle(people.add(id, name)),
    adminSays(personId, text) {
      const person = people.add(personId)
      const bubble = { id: hexId(), author: 'page', text, buttons: [], at: clock.now(), status: 'sent' } as const
      person.chat.push({ ...bubble, buttons: [] })
      people.changed(person)
      return spoken(person, bubble, bigId())
    },
    emit: (event) => courier.deliver(event),
  }
}
