import type { ChannelEvent, Inbound } from '../../conversation/channel.ts'

type Loose<T> = T extends infer U ? { [K in keyof U]?: U[K] } : never

/** One body and what must come of it. */
export type Case = {
  name: string
  body: unknown
  status?: number
  /** Exactly these messages, each with at least these fields. */
  messages?: Loose<Inbound>[]
  events?: Loose<ChannelEvent>[]
}
