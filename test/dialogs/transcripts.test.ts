/**
 * Golden transcripts: test/dialogs/*.yaml hold what a person does and, under `sees`, what they saw when a human
 * last looked. `UPDATE_TRANSCRIPTS=1 vitest run test/dialogs` writes `sees` anew: read the diff.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { URGENCIES } from '../../src/triage/index.ts'
import { MEDIA } from '../../src/dialog/types.ts'
import { newPlayer, play, ROOT, shown, type Player } from './play.ts'
import type { Facts, Input } from '../../src/dialog/index.ts'

const UPDATE = process.env.UPDATE_TRANSCRIPTS === '1'
const FOLDER = join(ROOT, 'test', 'dialogs')

const facts = z.strictObject({
  urgency: z.enum(URGENCIES), categories: z.array(z.string()), reporter: z.string(), hours: z.enum(['open', 'closed']), onCall: z.boolean(),
  owner: z.enum(['bot', 'queue']), queueMissed: z.boolean(), heard: z.enum(URGENCIES), queueTarget: z.string(), triageSlots: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
}).partial()

/** `person: "/silence"`, `/start`, `/returned`, `/media image`; `tap: dialog/step:option`; else words. */
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
  facts: facts.optional(),
  turns: z.array(turn).min(1),
  ends: z.string().nullable().optional(),
})
type Transcript = z.infer<typeof transcript>

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))

describe.each(files)('%s', (file) => {
  const path = join(FOLDER, file)
  const wanted = z.array(transcript).parse(parse(readFileSync(path, 'utf8')))
  const played = wanted.map(playTranscript)
  if (UPDATE) writeFileSync(path, stringify(played, { lineWidth: 0 }))
  it.each(wanted.map((one, index) => ({ one, got: played[index] })))('$one.name', ({ one, got }) => {
    expect(got).toEqual(UPDATE ? got : one)
  })
})

function playTranscript(one: Transcript): Transcript {
  let player = newPlayer({ ...(one.locale === undefined ? {} : { locale: one.locale }), facts: defined(one.facts) })
  const turns = one.turns.map((each) => {
    player = play(player, inputOf(each), { facts: defined(each.facts), ...(each.seconds === undefined ? {} : { seconds: each.seconds }) })
    return { ...each, sees: shown(player) }
  })
  return { ...one, turns, ends: placeOf(player) }
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
