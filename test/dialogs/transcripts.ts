/** The transcripts as data: read, checked, played. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { URGENCIES } from '../../src/triage/index.ts'
import { MEDIA } from '../../src/dialog/types.ts'
import type { Effect, Facts, Input } from '../../src/dialog/index.ts'
import { newPlayer, play, ROOT, shown, type Player } from './play.ts'

export const FOLDER = join(ROOT, 'test', 'dialogs')

const facts = z.strictObject({
  urgency: z.enum(URGENCIES), heard: z.enum(URGENCIES), categories: z.array(z.string()), reporter: z.string(),
  hours: z.enum(['open', 'closed']), onCall: z.boolean(), owner: z.enum(['bot', 'queue']), queueMissed: z.boolean(), queueTarget: z.string(), channel: z.string(),
  triageSlots: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
}).partial()

/** `person` says words, or does /start, /silence, /returned, /returned closed, /media image; `tap` is dialog/step:option. */
const turn = z.strictObject({
  person: z.string().optional(),
  tap: z.string().optional(),
  unseen: z.boolean().optional(),
  facts: facts.optional(),
  seconds: z.number().optional(),
  sees: z.array(z.string()).optional(),
})
const transcript = z.strictObject({
  name: z.string(),
  locale: z.enum(['vi', 'en']).optional(),
  /** No time can be promised. */
  untimed: z.boolean().optional(),
  facts: facts.optional(),
  turns: z.array(turn).min(1),
  ends: z.string().nullable().optional(),
})
export type Transcript = z.infer<typeof transcript>
export type Played = { transcript: Transcript; effects: Effect[]; places: string[] }

export function transcriptFiles(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))
}

export function readTranscripts(file: string): Transcript[] {
  return z.array(transcript).parse(parse(readFileSync(join(FOLDER, file), 'utf8')))
}

/** The transcript with what was seen now, all effects, and every place the talk stood at. */
export function playTranscript(one: Transcript): Played {
  let player = newPlayer({ untimed: one.untimed ?? false, ...(one.locale === undefined ? {} : { locale: one.locale }), facts: defined(one.facts) })
  const effects: Effect[] = []
  const places: string[] = []
  const turns = one.turns.map((each) => {
    player = play(player, inputOf(each), { facts: defined(each.facts), ...(each.seconds === undefined ? {} : { seconds: each.seconds }) })
    effects.push(...player.effects)
    if (player.session.at !== null) places.push(player.session.at)
    return { ...each, sees: shown(player) }
  })
  return { transcript: { ...one, turns, ends: placeOf(player) }, effects, places }
}

function placeOf(player: Player): string | null {
  return player.session.quiet ? 'quiet' : player.session.at
}

function inputOf(each: z.infer<typeof turn>): Input {
  if (each.tap !== undefined) return { kind: 'message', text: `#${each.tap}` }
  const words = each.person ?? ''
  if (words === '/silence') return { kind: 'silence' }
  if (words === '/start') return { kind: 'start' }
  if (words === '/returned') return { kind: 'returned' }
  if (words === '/returned closed') return { kind: 'returned', closed: true }
  const media = MEDIA.find((kind) => words === `/media ${kind}`)
  if (media !== undefined) return { kind: 'media', media }
  return { kind: 'message', text: words, ...(each.unseen === undefined ? {} : { unseen: each.unseen }) }
}

/** zod's partial leaves `undefined` in the type; the engine's facts have none. */
function defined(some: z.infer<typeof facts> | undefined): Partial<Facts> {
  const result: Partial<Facts> = {}
  for (const [key, value] of Object.entries(some ?? {})) if (value !== undefined) Object.assign(result, { [key]: value })
  return result
}
