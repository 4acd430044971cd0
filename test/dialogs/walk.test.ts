/** Model walk: every way through every dialog, by the buttons and words it offers, to depth 12. */
import { describe, expect, it } from 'vitest'
import { step, type Facts, type Input, type Session } from '../../src/dialog/index.ts'
import { allButtons } from '../../src/dialog/buttons.ts'
import { UNANSWERED_BUBBLES } from '../../src/dialog/limits.ts'
import { dialogs, DIRECTORY, newPlayer, QUIET_DAY, rendered } from './play.ts'

const DEPTH = 12
const WORLDS: Record<string, Partial<Facts>> = {
  'a quiet day': {},
  'a worry': { urgency: 'low', categories: ['D4'] },
  harm: { urgency: 'high', categories: ['A1'], reporter: 'child' },
  'thoughts of dying': { urgency: 'high', categories: ['F1'], reporter: 'child' },
  emergency: { urgency: 'emergency', categories: ['A1'] },
  'an adult': { urgency: 'high', categories: ['A1'], reporter: 'neighbour' },
  'a friend': { urgency: 'medium', categories: ['D1'], reporter: 'friend' },
  'night, nobody there': { urgency: 'high', categories: ['A1'], hours: 'closed', onCall: false },
  'night, someone on call': { urgency: 'high', categories: ['A1'], hours: 'closed', onCall: true },
  'a time can be promised': { urgency: 'high', categories: ['A1'], queueTarget: 'ba mươi phút' },
  'the time has passed': { urgency: 'high', categories: ['A1'], owner: 'queue', queueMissed: true },
}

type Node = { session: Session; owner: 'bot' | 'queue'; depth: number }

/** What a person can do here: every button, a word of their own, silence. */
function inputsAt(session: Session): Input[] {
  const place = session.at === null ? undefined : dialogs.steps[session.at]
  const taps = place?.kind === 'ask' ? allButtons(place, { waiting: false }).map((button): Input => ({ kind: 'message', text: button.payload })) : []
  return [...taps, { kind: 'message', text: 'dạ con muốn kể chuyện của con cho cô nghe' }, { kind: 'message', text: 'zzz' }, { kind: 'message', text: 'tam dan' }, { kind: 'silence' }]
}

/** States that differ only in counters behave alike: one visit is enough. */
function stateOf(node: Node): string {
  const { at, resume, offered, tries, quiet, interrupts, unanswered, saidAt } = node.session
  return JSON.stringify([at, resume, offered.length, tries, quiet, interrupts, Math.min(unanswered, UNANSWERED_BUBBLES), saidAt !== null, node.owner])
}

describe.each(Object.entries(WORLDS))('%s', (_, world) => {
  const base: Facts = { ...QUIET_DAY, ...world }
  const visited = new Map<string, Node>()
  const asked: string[] = []
  const texts: string[] = []

  const go = (node: Node, input: Input): Node => {
    const result = step({ dialogs, session: node.session, input, facts: { ...base, owner: node.owner }, now: new Date(0), directory: DIRECTORY })
    const says = result.effects.filter((effect) => effect.kind === 'say')
    for (const one of says) texts.push(rendered(one.key, one.params, result.session.locale))
    const questions = says.filter((one) => (dialogs.texts.vi[one.key] ?? '').includes('?')).map((one) => one.key)
    if (questions.length > 1 || says.length > 4) asked.push(`${node.session.at}: ${says.map((one) => one.key).join(', ')}`)
    const called = result.effects.some((effect) => effect.kind === 'handoff')
    return { session: result.session, owner: called ? 'queue' : node.owner, depth: node.depth + 1 }
  }

  const first = go({ session: newPlayer().session, owner: base.owner, depth: 0 }, { kind: 'start' })
  const todo = [first]
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const known = visited.get(stateOf(node))
    if ((known && known.depth <= node.depth) || node.depth > DEPTH) continue
    visited.set(stateOf(node), node)
    for (const input of inputsAt(node.session)) todo.push(go(node, input))
  }

  it('asks at most one question a turn, in at most four bubbles', () => {
    expect(visited.size).toBeGreaterThan(3)
    expect(asked).toEqual([])
  })

  it('fills every param it says', () => {
    expect(texts.filter((text) => text.includes('{{') || text.includes('⟨'))).toEqual([])
  })

  it('never ends where words are not heard', () => {
    for (const node of visited.values()) {
      const after = go(node, { kind: 'message', text: 'chào' })
      const stands = after.session.at !== null || after.session.quiet
      expect({ from: node.session.at, stands }).toEqual({ from: node.session.at, stands: true })
    }
  })

  it('brings a human in one step, or says one is called', () => {
    for (const node of visited.values()) {
      if (node.session.quiet) continue
      const after = go(node, { kind: 'message', text: 'gặp người' })
      expect({ from: node.session.at, owner: after.owner }).toEqual({ from: node.session.at, owner: 'queue' })
    }
  })
})
