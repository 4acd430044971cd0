/** Random people: words, buttons, old buttons, nonsense, repeats, long silence. Nothing breaks, nothing loops, nobody is stuck. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionSchema, step, type Facts, type Input, type Session } from '../../src/dialog/index.ts'
import { STEPS_PER_TURN } from '../../src/dialog/limits.ts'
import { CATEGORIES, REPORTERS, URGENCIES } from '../../src/triage/index.ts'
import { MEDIA } from '../../src/dialog/types.ts'
import { CENTRE, dialogs, DIRECTORY, newPlayer, placeLine, QUIET_DAY, rendered } from './play.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 400)
const asks = Object.values(dialogs.steps).filter((one) => one.kind === 'ask')
const payloads = asks.flatMap((ask) => ['skip', 'human', 'none', ...Object.keys(ask.options)].map((option) => `#${ask.id}:${option}`))
const phrases = [...Object.values({ ...dialogs.phrases, topics: [] }), ...Object.values(dialogs.phrases.topics)].flat().filter((phrase) => !dialogs.phrases.exit.includes(phrase))

const text = fc.oneof(
  fc.constantFrom(...payloads), fc.constantFrom(...phrases), fc.string({ maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('0', 'có', 'không', '1', '12 tuổi', '', ' ', '#', '#/:', '#a/b:c', 'x'.repeat(9000), 'ạ', '__proto__', 'constructor', '#constructor/a:toString'),
)
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('message' as const), text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('message' as const), text, payload: fc.oneof(fc.constantFrom(...payloads), fc.string()) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('message' as const), text, unseen: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant<Input>({ kind: 'silence' }) },
  { weight: 1, arbitrary: fc.constantFrom<Input>({ kind: 'start' }, { kind: 'returned' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('media' as const), media: fc.constantFrom(...MEDIA) }) },
)
const facts: fc.Arbitrary<Facts> = fc.record({
  urgency: fc.constantFrom(...URGENCIES), previousUrgency: fc.constantFrom(...URGENCIES),
  categories: fc.array(fc.constantFrom(...CATEGORY_CODES()), { maxLength: 3 }), reporter: fc.constantFrom(...REPORTERS),
  hours: fc.constantFrom('open' as const, 'closed' as const), onCall: fc.boolean(), owner: fc.constantFrom('bot' as const, 'queue' as const),
})
const turns = fc.array(fc.record({ input, facts, seconds: fc.integer({ min: 0, max: 5000 }) }), { minLength: 1, maxLength: 40 })

function CATEGORY_CODES(): string[] {
  return Array.isArray(CATEGORIES) ? [...CATEGORIES] : Object.keys(CATEGORIES)
}

const CHECKED = DIRECTORY.services.filter(({ verifiedOn }) => verifiedOn === '2026-02-01' || verifiedOn === '2026-01-15')
const NUMBERS = new Set<string>([...Object.values(CENTRE), ...CHECKED.flatMap(({ phone, verifiedOn }) => [phone, verifiedOn ?? ''])].flatMap((value) => value.match(/\d+/g) ?? []).concat('0'))

describe('any sequence of inputs', () => {
  it('never throws, never loops, keeps a session that can be stored, shows no number but those of the settings', () => {
    fc.assert(fc.property(turns, (all) => {
      let session: Session = newPlayer().session
      let now = Date.parse('2026-01-01T00:00:00Z')
      for (const turn of all) {
        now += turn.seconds * 1000
        const result = step({ dialogs, session, input: turn.input, facts: turn.facts, now: new Date(now), directory: DIRECTORY })
        session = sessionSchema.parse(JSON.parse(JSON.stringify(result.session)))
        expect(result.effects.length).toBeLessThan(STEPS_PER_TURN)
        expect(session.at === null || dialogs.steps[session.at]?.kind === 'ask').toBe(true)
        for (const effect of result.effects) {
          if (effect.kind !== 'say') continue
          const places = (effect.services ?? []).map((one) => placeLine(one, effect.params, session.locale))
          const seen = [rendered(effect.key, effect.params, session.locale), ...places].join(' ')
          expect(seen).not.toMatch(/\{\{|⟨/)
          for (const number of seen.match(/\d+/g) ?? []) expect(NUMBERS).toContain(number)
          expect((effect.buttons ?? []).length).toBeLessThanOrEqual(5)
        }
      }
    }), { numRuns: RUNS })
  })

  it('the exit word silences at once and only a wake word or danger ends the silence', () => {
    fc.assert(fc.property(turns, (all) => {
      let session: Session = newPlayer().session
      for (const turn of all) session = step({ dialogs, session, input: turn.input, facts: QUIET_DAY, now: new Date(0) }).session
      const left = step({ dialogs, session, input: { kind: 'message', text: '0' }, facts: QUIET_DAY, now: new Date(0) })
      expect(left.session.quiet).toBe(true)
      expect(left.effects.filter((one) => one.kind === 'say').map((one) => one.key)).toEqual(session.quiet ? [] : ['exit.neutral'])
      for (const still of [{ kind: 'silence' }, { kind: 'start' }, { kind: 'returned' }, { kind: 'message', text: 'ai đang nhắn với con tôi vậy hả' }] as const) {
        expect(step({ dialogs, session: left.session, input: still, facts: QUIET_DAY, now: new Date(0) }).effects).toEqual([])
      }
      const woken = step({ dialogs, session: left.session, input: { kind: 'message', text: 'chào' }, facts: QUIET_DAY, now: new Date(0) })
      expect(woken.effects.some((one) => one.kind === 'say')).toBe(true)
    }), { numRuns: RUNS / 4 })
  })
})
