/** Where a person stands in the dialog: small, JSON, stored by the host (encrypted: slots hold a child's words). */
import * as z from 'zod'
import { URGENCIES } from '../triage/index.ts'
import { MOST_OFFERED } from './limits.ts'
import type { Dialogs } from './parse.ts'

const plain = z.union([z.string().max(2000), z.number(), z.boolean()])
export type SlotPlain = z.infer<typeof plain>

const slot = z.discriminatedUnion('status', [
  z.object({ status: z.literal('value'), value: plain }),
  z.object({ status: z.literal('unknown') }),
  z.object({ status: z.literal('declined') }),
])
export type Slot = z.infer<typeof slot>

export const PRONOUNS = ['em', 'con', 'bạn', 'anh/chị'] as const
export type Pronoun = (typeof PRONOUNS)[number]

export const sessionSchema = z.object({
  /** Hash of the dialogs this conversation runs on. */
  version: z.string(),
  locale: z.enum(['vi', 'en']),
  /** The open ask as `dialog/step`; null before the greeting and after an end. */
  at: z.string().nullable(),
  slots: z.record(z.string(), slot),
  /** Asks answered so far, oldest first, for "go back". */
  trail: z.array(z.string()),
  /** The ask a side trip (what is this, delete, …) comes back to. */
  resume: z.string().nullable(),
  /** Two communes the named place may be in, while the person is asked which. */
  offered: z.array(z.object({ code: z.string(), title: z.string() })).max(MOST_OFFERED).default([]),
  /** Answers to the open ask that were not understood. */
  tries: z.number().int().nonnegative(),
  pronoun: z.enum(PRONOUNS),
  /** After the quick exit: nothing is written until a wake word. */
  quiet: z.boolean(),
  /** Interrupts taken, by name; only one standing above all of these may still break in. */
  interrupts: z.array(z.string()),
  /** The level at which a human last handed back: what was told before is in good hands and breaks in no more. */
  settled: z.enum(URGENCIES).nullable().default(null),
  turns: z.number().int().nonnegative(),
  /** Bubbles written since the person last wrote (Zalo gives eight). */
  unanswered: z.number().int().nonnegative(),
  /** When the bot last wrote, ISO; null when it never did. */
  saidAt: z.string().nullable(),
})
export type Session = z.infer<typeof sessionSchema>

/** A session before the first word. */
export function newSession(dialogs: Dialogs, options: { locale: 'vi' | 'en' }): Session {
  return {
    version: dialogs.version,
    locale: options.locale,
    at: null,
    slots: {},
    trail: [],
    resume: null,
    offered: [],
    tries: 0,
    pronoun: 'em',
    quiet: false,
    interrupts: [],
    settled: null,
    turns: 0,
    unanswered: 0,
    saidAt: null,
  }
}

/** How a slot stands; a slot nobody asked about is "not asked", never "no". */
export function slotStatus(session: Session, name: string): 'value' | 'unknown' | 'declined' | 'not asked' {
  return session.slots[name]?.status ?? 'not asked'
}
