/**
 * What was written and is not yet safe on the server: kept in the tab, sent one at a time in order, again and
 * again until it is taken. Each carries its id, so that sending twice says it once.
 */
import type { Answer, Said } from './api.ts'
import type { Store } from './storage.ts'

/** waiting: not yet taken. sent: taken, its row not yet heard back. refused: needs the writer's decision. */
export type Pending = Said & { state: 'waiting' | 'sent' | 'refused' }

export type OutboxOptions = {
  store: Store
  send: (said: Said) => Promise<Answer<true>>
  onChange: () => void
  /** Trouble with sending: 'busy' is the server's wish, 'away' the network's. */
  onTrouble: (trouble: 'away' | 'busy' | undefined) => void
}

export type Outbox = {
  all(): readonly Pending[]
  add(said: Said): void
  /** Its row has come back: it is part of the talk now. */
  settle(clientId: string): void
  again(clientId: string): void
  hurry(): void
  /** Forgets everything. */
  clear(): void
}

const NAME = 'pending'
const LONGEST_WAIT_MS = 15_000

export function createOutbox({ store, send, onChange, onTrouble }: OutboxOptions): Outbox {
  let items = readPending(store.read(NAME))
  let busy = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function change(next: Pending[]): void {
    items = next
    store.write(NAME, JSON.stringify(items))
    onChange()
  }

  function mark(clientId: string, state: Pending['state']): void {
    change(items.map((item) => (item.clientId === clientId ? { ...item, state } : item)))
  }

  async function drain(): Promise<void> {
    if (busy) return
    clearTimeout(timer)
    busy = true
    let pause = 0
    for (let next = firstWaiting(); next && pause === 0; next = firstWaiting()) pause = await sendOne(next)
    busy = false
    if (pause > 0) timer = setTimeout(() => void drain(), pause)
  }

  function firstWaiting(): Pending | undefined {
    return items.find((item) => item.state === 'waiting')
  }

  /** Answers how long to wait before the next try; 0: go on. */
  async function sendOne({ state: _, ...said }: Pending): Promise<number> {
    const answer = await send(said)
    switch (answer.kind) {
      case 'ok':
        failures = 0
        mark(said.clientId, 'sent')
        onTrouble(undefined)
        return 0
      case 'refused':
        mark(said.clientId, 'refused')
        return 0
      case 'busy':
        onTrouble('busy')
        return answer.seconds * 1000
      case 'stranger':
      case 'away':
        onTrouble('away')
        failures += 1
        return Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)
    }
  }

  const outbox: Outbox = {
    all: () => items,
    add(said) {
      change([...items, { ...said, state: 'waiting' }])
      void drain()
    },
    settle(clientId) {
      if (items.some((item) => item.clientId === clientId)) change(items.filter((item) => item.clientId !== clientId))
    },
    again(clientId) {
      mark(clientId, 'waiting')
      void drain()
    },
    hurry() {
      failures = 0
      void drain()
    },
    clear() {
      clearTimeout(timer)
      items = []
    },
  }
  if (items.length > 0) void drain()
  return outbox
}

/** After a reload, what was only sent is sent once more: its id makes that harmless. */
function readPending(kept: string | undefined): Pending[] {
  const list: unknown = kept === undefined ? [] : JSON.parse(kept)
  return Array.isArray(list) ? list.filter(isSaid).map((said) => ({ ...said, state: 'waiting' })) : []
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'clientId' in value && typeof value.clientId === 'string' && 'text' in value && typeof value.text === 'string'
}

/** 128 random bits; older phones have no crypto.randomUUID. */
export function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => ('0' + byte.toString(16)).slice(-2)).join('')
}
