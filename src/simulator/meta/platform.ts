/** Messenger, as far as a Page's app can see it. */
import type { Router } from 'express'
import { createCourier, type Courier, type Delivery } from '../courier.ts'
import { createFaults, type Faults } from '../faults.ts'
import { bigId, hexId } from '../ids.ts'
import { createPeople, type Bubble, type People, type Person } from '../people.ts'
import type { PlatformOptions } from '../zalo/platform.ts'
import { inventMetaAccount, type MetaAccount } from './account.ts'
import { metaApi } from './api.ts'
import { metaPerson, type MetaPerson } from './person.ts'
import { metaWire, type MetaEvent } from './wire.ts'

/** Meta's own inbox for Pages. */
const PAGE_INBOX = 263902037430900

export type MetaPlatform = {
  readonly account: MetaAccount
  readonly people: People
  readonly courier: Courier<MetaEvent>
  readonly faults: Faults
  readonly api: Router
  person(id?: string, name?: string): MetaPerson
  /** A human types in the Page inbox. */
  inboxSays(personId: string, text: string): Promise<Delivery>
  /** The Page inbox takes a thread, or gives it to us. */
  inboxTakes(personId: string): Promise<Delivery>
  inboxPasses(personId: string): Promise<Delivery>
  emit(event: MetaEvent): Promise<Delivery>
  /** The webhook handshake: what the service answered. */
  verify(serviceUrl: string, verifyToken?: string): Promise<{ status: number; text: string; challenge: string }>
  /** Whether the Page has the Human Agent permission. */
  allowHumanAgent(allowed: boolean): void
}

export function createMeta({ clock, retryScale, echoes = 'after', receipts = false, welcomeStrangers = false, media, account = inventMetaAccount() }: PlatformOptions & { account?: MetaAccount }): MetaPlatform {
  const people = createPeople()
  const courier = createCourier(metaWire(account), { retryScale })
  const faults = createFaults()
  let humanAgent = true
  const handle = (person: Person) => metaPerson({ person, account, clock, courier, people, media })

  function spoken(person: Person, bubble: Pick<Bubble, 'id' | 'text' | 'at'>, by: { app: number; metadata?: string | undefined }): Promise<Delivery> {
    const message = { is_echo: true, app_id: by.app, ...(by.metadata === undefined ? {} : { metadata: by.metadata }), mid: bubble.id, text: bubble.text }
    return courier.deliver({ at: clock.now(), in: 'messaging', item: { sender: { id: account.pageId }, recipient: { id: person.id }, timestamp: bubble.at, message } })
  }

  function control(personId: string, change: Record<string, unknown>): Promise<Delivery> {
    return courier.deliver({ at: clock.now(), in: 'messaging', item: { sender: { id: personId }, recipient: { id: account.pageId }, timestamp: clock.now(), ...change } })
  }

  const api = metaApi({
    account,
    people,
    clock,
    faults,
    welcomeStrangers,
    humanAgent: () => humanAgent,
    async onSent(person, bubble, metadata) {
      const follow = async () => {
        if (echoes !== 'off') await spoken(person, bubble, { app: Number(account.appId), metadata })
        if (receipts) await handle(person).receives()
      }
      if (echoes === 'before') await follow()
      else setImmediate(() => void follow())
    },
  })

  return {
    account,
    people,
    courier,
    faults,
    api,
    person: (id = bigId(), name) => handle(people.add(id, name)),
    inboxSays(personId, text) {
      const person = people.add(personId)
      const bubble: Bubble = { id: `m_${hexId(16)}`, author: 'page', text, buttons: [], at: clock.now(), status: 'sent' }
      person.chat.push(bubble)
      people.changed(person)
      return spoken(person, bubble, { app: PAGE_INBOX })
    },
    inboxTakes: (personId) => control(personId, { take_thread_control: { previous_owner_app_id: Number(account.appId), new_owner_app_id: PAGE_INBOX, metadata: '' } }),
    inboxPasses: (personId) => control(personId, { pass_thread_control: { previous_owner_app_id: PAGE_INBOX, new_owner_app_id: Number(account.appId), metadata: '' } }),
    emit: (event) => courier.deliver(event),
    async verify(serviceUrl, verifyToken = account.verifyToken) {
      const challenge = bigId()
      const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': challenge })
      const response = await fetch(`${serviceUrl.replace(/\/+$/, '')}/webhooks/messenger?${query}`)
      return { status: response.status, text: await response.text(), challenge }
    },
    allowHumanAgent: (allowed) => void (humanAgent = allowed),
  }
}
