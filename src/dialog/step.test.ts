/** Guarantees of the engine that a transcript does not show: order, versions, purity, limits. */
import { describe, expect, it } from 'vitest'
import { dialogs, newPlayer, play, QUIET_DAY, say } from '../../test/dialogs/play.ts'
import { newSession, sessionSchema, slotStatus, step, type Effect, type Facts } from './index.ts'
import { TURNS_PER_SESSION, UNANSWERED_BUBBLES } from './limits.ts'

const EMERGENCY: Partial<Facts> = { urgency: 'emergency', categories: ['A1'], reporter: 'child' }
const HARM: Partial<Facts> = { urgency: 'high', categories: ['A1'], reporter: 'child' }

function keys(effects: Effect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === 'say' ? [effect.key] : []))
}

describe('danger', () => {
  const places = Object.values(dialogs.steps).filter((one) => one.kind === 'ask').map((ask) => ask.id)

  it.each(places)('breaks into %s with the numbers first and calls a human', (at) => {
    const session = { ...newSession(dialogs, { locale: 'vi' }), at, saidAt: '2026-01-01T00:00:00.000Z' }
    const { effects, session: after } = step({ dialogs, session, input: say('cứu em'), facts: { ...QUIET_DAY, ...EMERGENCY }, now: new Date() })
    expect(effects.find((effect) => effect.kind === 'say')).toMatchObject({ key: 'emergency.numbers' })
    expect(effects).toContainEqual({ kind: 'handoff', reason: 'emergency', urgency: 'emergency' })
    expect(after.at).toBe('emergency/where')
  })

  it('breaks in once, and asks nothing after its one question', () => {
    let player = play(newPlayer(), say('cứu em'), { facts: EMERGENCY })
    const later: string[] = []
    for (const input of [say('ở Quế Thọ'), say('em trốn rồi'), { kind: 'silence' }, { kind: 'silence' }, { kind: 'silence' }, say('cô ơi')] as const) {
      player = play(player, input)
      later.push(...keys(player.effects))
    }
    expect(later.filter((key) => (dialogs.texts.vi[key] ?? '').includes('?'))).toEqual([])
    expect(later).not.toContain('emergency.numbers')
  })

  it('raised by the dialog itself does not break into its own protocol again', () => {
    let player = play(newPlayer(), say('em không muốn sống nữa'), { facts: { urgency: 'high', categories: ['F1'], reporter: 'child' } })
    player = play(player, say('không chắc'))
    expect(player.effects).toContainEqual({ kind: 'handoff', reason: 'self-harm-now', urgency: 'emergency' })
    player = play(player, say('em mệt'), { facts: { urgency: 'emergency' } })
    expect(keys(player.effects)).toEqual(['suicide.ground'])
  })

  it('told by someone thinking of dying leads to the suicide protocol', () => {
    const player = play(newPlayer(), say('…'), { facts: { urgency: 'emergency', categories: ['F1'], reporter: 'child' } })
    expect(keys(player.effects)[0]).toBe('suicide.now')
  })
})

describe('a session', () => {
  it('goes through JSON unchanged', () => {
    const player = play(play(newPlayer(), { kind: 'start' }), say('em cần giúp'))
    expect(sessionSchema.parse(JSON.parse(JSON.stringify(player.session)))).toEqual(player.session)
  })

  it('is never changed in place', () => {
    const session = newSession(dialogs, { locale: 'vi' })
    const before = structuredClone(session)
    step({ dialogs, session, input: say('gặp người'), facts: QUIET_DAY, now: new Date(0) })
    expect(session).toEqual(before)
  })

  it('says of each slot whether it was answered, unknown, declined or never asked', () => {
    let player = play(newPlayer(), say('ba đánh em'), { facts: HARM })
    for (const words of ['có', 'không', 'bỏ qua', 'em không biết']) player = play(player, say(words))
    const { session } = player
    expect(['safeNow', 'place', 'age', 'injured'].map((name) => slotStatus(session, name))).toEqual(['value', 'declined', 'unknown', 'not asked'])
  })

  it('moves to new dialogs: a renamed step is followed, a lost one is met kindly, answers are kept', () => {
    const asked = play(play(newPlayer(), say('ba đánh em'), { facts: HARM }), say('có')).session
    const next = { ...dialogs, version: 'next', map: { ...dialogs.map, moved: { 'child/place': 'child/place-near' } } }
    const moved = step({ dialogs: next, session: asked, input: { kind: 'silence' }, facts: { ...QUIET_DAY, ...HARM }, now: new Date(0) })
    expect(moved.session).toMatchObject({ version: 'next', slots: asked.slots })
    const lost = step({ dialogs: next, session: { ...asked, at: 'child/gone', trail: ['child/gone', 'child/safe-now'] }, input: { kind: 'silence' }, facts: QUIET_DAY, now: new Date(0) })
    expect(lost.session).toMatchObject({ at: null, trail: ['child/safe-now'] })
    const gone = step({ dialogs: next, session: { ...asked, at: 'child/gone' }, input: say('alo'), facts: QUIET_DAY, now: new Date(0) })
    expect(gone.session.at).toBe('greeting/listening')
  })
})

describe('after a human handed back', () => {
  const back = (): ReturnType<typeof play> => play(play(newPlayer(), say('ba đánh em'), { facts: HARM }), { kind: 'returned' })

  it('what the human cared for breaks in no more', () => {
    expect(keys(play(back(), say('dạ em cảm ơn cô')).effects)).toEqual(['odd.thanks'])
  })

  it('new danger does, and is danger from then on', () => {
    const anew = play(back(), say('ba lại đánh em'), { facts: { heard: 'high' } })
    expect(keys(anew.effects)).toContain('child.believed')
    expect(keys(play(anew, say('dừng lại'), { facts: { heard: 'info' } }).effects)).toEqual(['closing.paused'])
  })

  it('a rising level does', () => {
    expect(keys(play(back(), say('ba cầm dao'), { facts: EMERGENCY }).effects)[0]).toBe('emergency.numbers')
  })
})

describe('limits', () => {
  it('a turn that runs in a circle is cut and handed to a human', () => {
    const start = dialogs.steps['greeting/hello-day']
    if (start?.kind !== 'say') throw new Error('greeting/hello-day is a say')
    const round = { ...dialogs, steps: { ...dialogs.steps, 'greeting/hello-day': { ...start, then: start.id } } }
    const { effects } = step({ dialogs: round, session: newSession(round, { locale: 'vi' }), input: { kind: 'start' }, facts: QUIET_DAY, now: new Date(0) })
    expect(effects).toContainEqual({ kind: 'handoff', reason: 'limit' })
    expect(keys(effects)).toEqual(['repair.called'])
  })

  it('a talk without end goes to a human once, and is then only kept', () => {
    let session = newSession(dialogs, { locale: 'vi' })
    let handoffs = 0
    for (let turn = 0; turn < TURNS_PER_SESSION + 20; turn++) {
      const result = step({ dialogs, session, input: say(turn % 2 === 0 ? 'hỏi thông tin' : 'aaa'), facts: QUIET_DAY, now: new Date(turn * 60_000) })
      session = result.session
      if (turn > TURNS_PER_SESSION) expect(result.effects.filter((one) => one.kind === 'say')).toEqual([])
      handoffs += turn >= TURNS_PER_SESSION ? result.effects.filter((one) => one.kind === 'handoff').length : 0
    }
    expect(handoffs).toBe(1)
  })

  it('keeps company in at most seven bubbles without an answer', () => {
    let player = play(newPlayer(), say('gặp người'))
    let bubbles = 1
    for (let turn = 0; turn < 30; turn++) {
      player = play(player, { kind: 'silence' })
      bubbles += keys(player.effects).length > 0 ? 1 : 0
    }
    expect(bubbles).toBe(UNANSWERED_BUBBLES)
    expect(player.effects).toEqual([])
  })

  it('waits 60 s, 90 s, then 150 s and 180 s while a human is called', () => {
    let player = play(newPlayer(), say('gặp người'))
    const waits: number[] = []
    for (let turn = 0; turn < 4; turn++) {
      waits.push(...player.effects.flatMap((effect) => (effect.kind === 'wait' ? [effect.seconds] : [])))
      player = play(player, { kind: 'silence' })
    }
    expect(waits).toEqual([60, 90, 150, 180])
  })
})

describe('a child', () => {
  it('is asked whether it and its phone are safe, and at most four facts, before a human is promised', () => {
    let player = play(play(newPlayer(), say('ba đánh em'), { facts: HARM }), say('có'))
    const asked = []
    while (!keys(player.effects).includes('human.toldTarget') && asked.length < 10) {
      asked.push(player.session.at)
      player = play(player, say('bỏ qua'))
    }
    expect(asked).toEqual(['child/device-now', 'child/place', 'child/age', 'child/adult-near', 'child/injured'])
    expect(keys(player.effects)).toContain('human.toldTarget')
  })
})
