/** The contract between the alarms and the paths on which they reach people. */
import type { Urgency } from '../triage/index.ts'

/** In the order in which they are tried. Mail is everybody's last resort: an account has an address. */
export const PATHS = ['push', 'zalo', 'hook', 'mail'] as const
export type PathName = (typeof PATHS)[number]

/** Paths that need an address of their own. */
export const OWN_PATHS = ['push', 'zalo', 'hook'] as const
export type OwnPath = (typeof OWN_PATHS)[number]

/**
 * What may be said to somebody outside the desk: that a person needs help, how urgently, and where to look. It has
 * no field for a child's name, words or whereabouts, so that no path can carry them.
 */
export type Call = {
  /** The same at every attempt: receivers may drop repeats by it. */
  id: string
  /** Opaque. Null: a test, or a channel that needs mending. */
  alarmId: string | null
  level: Urgency
  /** How many people wait whom this one ring is about; `alarmId` is the most urgent of them. */
  count: number
  /** duty: come and help. nobody: nobody is on duty, see that somebody comes. test: nothing happened. channel: people cannot be reached. */
  kind: 'duty' | 'nobody' | 'test' | 'channel'
  /** The language of whoever is called; a path with words of its own says them in it. */
  language: 'vi' | 'en'
  subject: string
  text: string
  /** Opens the desk; for who may acknowledge, by way of a page that does it. */
  link: string
}

export type CallResult =
  | { outcome: 'sent' }
  /** The path is troubled: again later, and another path now. */
  | { outcome: 'retry'; code: string; afterSeconds?: number }
  /** This address will never be reached. `gone`: forget it. */
  | { outcome: 'failed'; code: string; gone?: true }

/** A way to one address: an e-mail, a phone number ('' is the gateway's own), a Zalo id, a push subscription as JSON. */
export type Path = {
  readonly name: PathName
  send(to: string, call: Call): Promise<CallResult>
  /** Tries the way without calling anybody, where that can be done. */
  check?(): Promise<CallResult>
}
