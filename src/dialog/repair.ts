/** What a person may write anywhere to steer the talk: recognised before any answer is read. */
import type { Phrases } from './schema.ts'
import { bare, hasPhrase, isPhrase, withoutParticles, wordCount } from './words.ts'

export type Repair = 'human' | 'back' | 'correct' | 'repeat' | 'what' | 'vi' | 'en' | 'stop' | 'delete'
const REPAIRS = ['human', 'back', 'correct', 'repeat', 'what', 'vi', 'en', 'stop', 'delete'] as const satisfies readonly Repair[]

/** "cho em gặp người thật với" asks for a person though it is longer than the phrase. */
const HUMAN_WORDS = 9

export function isExit(text: string, phrases: Phrases): boolean {
  const plain = bare(text)
  return phrases.exit.includes(plain)
}

/** A wake word alone or among few words; anything longer is someone else reading along, or a story. */
export function isWake(text: string, phrases: Phrases): boolean {
  return wordCount(text) <= 4 && hasPhrase(bare(text), phrases.wake)
}

export function readRepair(text: string, phrases: Phrases): Repair | undefined {
  const plain = bare(text)
  const bald = withoutParticles(plain, phrases.particles)
  const exact = REPAIRS.find((repair) => isPhrase(plain, phrases[repair]) || isPhrase(bald, phrases[repair]))
  if (exact !== undefined) return exact
  return wordCount(plain) <= HUMAN_WORDS && asksForHuman(plain, phrases.human) ? 'human' : undefined
}

/** Words after which "gặp người" means somebody else: "em sợ gặp người đó". */
const SOMEBODY_ELSE = new Set(['do', 'ay', 'la', 'ta', 'kia', 'yeu', 'than', 'quen', 'ban', 'xau', 'giao'])

/** Phrases of three words or more among others; two words only at the end. */
function asksForHuman(plain: string, phrases: readonly string[]): boolean {
  const padded = ` ${plain} `
  return phrases.some((phrase) => {
    const at = padded.indexOf(` ${phrase} `)
    if (at < 0) return false
    const next = padded.slice(at + phrase.length + 2).trim().split(' ')[0] ?? ''
    return wordCount(phrase) > 2 ? !SOMEBODY_ELSE.has(next) : next === ''
  })
}
