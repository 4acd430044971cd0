/** Carries a platform's events to the service's webhook, as well or as badly as it is told to. */
export type Signature = 'right' | 'wrong' | 'missing'

export type DeliverOptions = {
  /** The same bytes this many times at once. */
  times?: number
  delayMs?: number
  signature?: Signature
}

/** How one post went. `status` 0: no answer. */
export type Delivery = { event: string; status: number; milliseconds: number; attempt: number; late: boolean }

/** What a platform adds to carrying: its bodies, its signature, its patience. */
export type Wire<Event> = {
  path: string
  /** One body, or one each. */
  encode(events: Event[]): { event: string; body: Buffer }[]
  headers(body: Buffer, signature: Signature): Record<string, string>
  /** Seconds between tries after anything but a 200; then the platform unsubscribes the app. */
  retrySeconds: readonly number[]
  /** How long it waits for the 200 before it calls the webhook slow. */
  patienceMs: number
}

export type Courier<Event> = {
  connect(serviceUrl: string): void
  /** Resolves when the service has answered (after retries, if they are on): the last answer of the first copy. */
  deliver(event: Event, options?: DeliverOptions): Promise<Delivery>
  /** Events wait from now on … */
  hold(): void
  /** … and go out: in order or not, one body each or all in one where the platform batches. */
  release(options?: { order?: 'same' | 'reversed'; batched?: boolean }): Promise<Delivery[]>
  readonly deliveries: readonly Delivery[]
  /** False once the platform has given up on the webhook. */
  subscribed(): boolean
  subscribe(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** `retryScale`: what a second of the retry schedule lasts, in seconds; undefined: no retries. */
export function createCourier<Event>(wire: Wire<Event>, { retryScale }: { retryScale?: number | undefined }): Courier<Event> {
  let serviceUrl: string | undefined
  let held: { event: Event; options: DeliverOptions }[] | undefined
  let subscribed = true
  const deliveries: Delivery[] = []
  const underWay = new Set<Promise<unknown>>()
  const stop = new AbortController()

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).catch(() => undefined)
    return work
  }

  async function post(packet: { event: string; body: Buffer }, signature: Signature, attempt: number): Promise<Delivery> {
    const started = performance.now()
    const headers = { 'content-type': 'application/json', ...wire.headers(packet.body, signature), ...(attempt > 0 ? { num_retry: String(attempt) } : {}) }
    const status = await fetch(`${serviceUrl}${wire.path}`, { method: 'POST', headers, body: new Uint8Array(packet.body), signal: stop.signal })
      .then(async (response) => {
        await response.arrayBuffer()
        return response.status
      })
      .catch(() => 0)
    const milliseconds = performance.now() - started
    const delivery = { event: packet.event, status, milliseconds, attempt, late: milliseconds > wire.patienceMs }
    deliveries.push(delivery)
    return delivery
  }

  async function carry(packet: { event: string; body: Buffer }, signature: Signature): Promise<Delivery> {
    let delivery = await post(packet, signature, 0)
    if (retryScale === undefined) return delivery
    for (const [index, seconds] of wire.retrySeconds.entries()) {
      if (delivery.status === 200 || stop.signal.aborted) return delivery
      await pause(seconds * retryScale * 1000, stop.signal)
      delivery = await post(packet, signature, index + 1)
    }
    if (delivery.status !== 200) subscribed = false
    return delivery
  }

  async function send(events: Event[], { times = 1, delayMs = 0, signature = 'right' }: DeliverOptions): Promise<Delivery[]> {
    await pause(delayMs, stop.signal)
    const packets = wire.encode(events)
    return Promise.all(
      packets.map(async (packet) => {
        const copies = await Promise.all(Array.from({ length: times }, () => carry(packet, signature)))
        return copies[0] ?? nothing(packet.event)
      }),
    )
  }

  return {
    deliveries,
    connect: (url) => void (serviceUrl = url.replace(/\/+$/, '')),
    async deliver(event, options = {}) {
      if (held) {
        held.push({ event, options })
        return nothing('held')
      }
      if (serviceUrl === undefined || !subscribed || stop.signal.aborted) return nothing('not-sent')
      const [delivery] = await track(send([event], options))
      return delivery ?? nothing('nothing')
    },
    hold: () => void (held ??= []),
    async release({ order = 'same', batched = false } = {}) {
      const waiting = order === 'same' ? (held ?? []) : (held ?? []).toReversed()
      held = undefined
      if (batched) return track(send(waiting.map(({ event }) => event), {}))
      const results: Delivery[] = []
      for (const { event, options } of waiting) results.push(...(await track(send([event], options))))
      return results
    },
    subscribed: () => subscribed,
    subscribe: () => void (subscribed = true),
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    async close() {
      stop.abort()
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}

const nothing = (event: string): Delivery => ({ event, status: 0, milliseconds: 0, attempt: 0, late: false })

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((done) => {
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish, { once: true })
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
  })
}
