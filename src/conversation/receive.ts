/**
 * The first step of the spine: what a platform delivered becomes durable before the platform gets its 200.
 * One short transaction; if the database is away, the encrypted spool takes the message and replays it in order.
 */
import { randomUUID } from 'node:crypto'
import { AppError, errorCode } from '../errors.ts'
import { isDatabaseAway, type Notices, type Pool } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { eventHash, type Vault } from '../safeguards/index.ts'
import type { ChannelEvent, Inbound, Receive, ReceiveEvent } from './channel.ts'
import type { MessageKind } from './content.ts'
import { storeEvent } from './events.ts'
import { ANSWER_MS, inTime, Silent } from './patience.ts'
import { createPersonFinder, type PersonFinder } from './person.ts'
import type { Spool } from './spool.ts'
import { correspondentOf, type Spooled } from './spooled.ts'

type Dependencies = { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'>; spool: Spool; metrics: Metrics; log: Log }

const RECEIVE = `select r_conversation, r_seq, r_outcome from receive_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

// Pictures and recordings wait to be fetched (src/media) from the moment the message is there.
const RECEIVE_MEDIA = `
  with got as (${RECEIVE}), waiting as (
    insert into media (id, message_id, place) select gen_random_uuid(), $3, place from got, unnest($13::int[]) as place where r_outcome = 'stored'
  )
  select r_conversation, r_seq, r_outcome from got`

/**
 * Makes the two entrances every channel calls, and `replay`, which empties the spool.
 * They resolve once the thing is safe; they reject (503) only if neither database nor disk takes it.
 */
export function createReceive({ pool, vault, notices, spool, metrics, log }: Dependencies): { receive: Receive; receiveEvent: ReceiveEvent; replay: () => Promise<void> } {
  const findPerson = createPersonFinder(pool, vault)

  /** A person may be erased (retention, withdrawal) while this process remembers them: then they are new. */
  async function store(item: Spooled, late: boolean): Promise<string> {
    try {
      return await storeOnce(item, late)
    } catch (error) {
      const who = correspondentOf(item)
      if (errorCode(error) !== '23503' || !who) throw error
      findPerson.forget(who)
      return storeOnce(item, late)
    }
  }

  function storeOnce(item: Spooled, late: boolean): Promise<string> {
    return item.type === 'message'
      ? storeMessage({ pool, vault, notices, findPerson }, item.message, late || item.message.late === true)
      : storeEvent({ pool, vault, notices, findPerson }, item.event, late)
  }

  /** While anything is in the spool, what follows goes behind it: order is kept. */
  async function take(item: Spooled): Promise<string> {
    if (!spool.isEmpty()) return spoolIt(item)
    try {
      // Should the database have heard after all, the spooled copy is a repeat.
      return await inTime(store(item, false), ANSWER_MS)
    } catch (error) {
      if (!mayComeBack(error)) throw error
      log.warn({ code: errorCode(error) }, 'database away: spooling')
      return spoolIt(item)
    }
  }

  async function spoolIt(item: Spooled): Promise<string> {
    try {
      await spool.append(item)
      metrics.spooled.set(spool.size())
      return 'spooled'
    } catch (error) {
      log.error({ code: errorCode(error) }, 'neither database nor spool took a message')
      throw new AppError('unavailable', 'error.unavailable', 'neither database nor spool took a message')
    }
  }

  return {
    async receive(inbound: Inbound) {
      const outcome = await take({ type: 'message', message: inbound })
      metrics.received.inc({ channel: inbound.channel, outcome })
    },
    async receiveEvent(event: ChannelEvent) {
      await take({ type: 'event', event })
      metrics.webhookEvents.inc({ channel: event.channel, kind: event.type })
    },
    async replay() {
      await spool.drain(async (item) => {
        try {
          await inTime(store(item, true), REPLAY_MS)
          return 'stored'
        } catch (error) {
          if (mayComeBack(error)) return 'away'
          log.error({ code: errorCode(error) }, 'a spooled item cannot be stored: set aside')
          return 'refused'
        }
      })
      metrics.spooled.set(spool.size())
    },
  }
}

/** Nobody waits for an answer in a replay; a database that is busy may take its time. */
const REPLAY_MS = 5_000

/** Lock time-outs count too: the message is safe in the spool and comes right behind. */
function mayComeBack(error: unknown): boolean {
  return error instanceof Silent || isDatabaseAway(error) || errorCode(error) === '55P03' || errorCode(error) === '40P01'
}

async function storeMessage({ pool, vault, notices, findPerson }: Pick<Dependencies, 'pool' | 'vault' | 'notices'> & { findPerson: PersonFinder }, inbound: Inbound, late: boolean): Promise<string> {
  const person = await findPerson(inbound, { ...inbound, lateAt: late ? inbound.saidAt : undefined })
  if (!person) return 'erased'
  const id = randomUUID()
  const content = vault.seal(person.key, `message.content:${id}`, JSON.stringify(inbound.standby ? { ...inbound.content, standby: true } : inbound.content))
  const { channel, account, eventKey, kind, saidAt } = inbound
  const places = placesOfMedia(inbound)
  const values = [person.id, randomUUID(), id, channel, account, eventKey, inbound.providerMessageId ?? null, kind, content, saidAt, eventHash(vault, eventKey), late]
  try {
    const { rows } = await pool.query<{ r_conversation: string; r_outcome: string }>(
      places.length === 0 ? { name: 'receive', text: RECEIVE, values } : { name: 'receive-media', text: RECEIVE_MEDIA, values: [...values, places] })
    const [row] = rows
    if (row?.r_outcome === 'stored') {
      if (places.length > 0) notices.tell({ kind: 'media', id })
      notices.tell({ kind: 'lane', id: row.r_conversation })
      notices.tell({ kind: 'conversation', id: row.r_conversation })
    }
    return row?.r_outcome ?? 'stored'
  } catch (error) {
    if (errorCode(error) === '23505') return 'repeat'
    throw error
  }
}

/** What is worth fetching: stickers are the platform's own drawings, a link leads anywhere. */
const FETCHED: readonly MessageKind[] = ['image', 'audio', 'video', 'file']

function placesOfMedia({ kind, content }: Inbound): number[] {
  return FETCHED.includes(kind) ? (content.media ?? []).flatMap(({ url }, place) => (url === undefined ? [] : [place])) : []
}
