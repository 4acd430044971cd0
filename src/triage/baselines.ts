import type { Urgency } from './levels.ts'
import { plain } from './text/syllable.ts'

/** Bare words of danger, as a keyword list would have them: what the rules are measured against. */
const WORDS = [
  'đánh', 'đập', 'giết', 'chết', 'tự tử', 'tự sát', 'dao', 'máu', 'hiếp', 'sờ', 'nhốt', 'cứu', 'bỏ nhà', 'xâm hại', 'bạo hành', 'uống thuốc',
]
const MARKED = new RegExp(WORDS.join('|'), 'u')
const STRIPPED = new RegExp(WORDS.map((words) => words.split(' ').map(plain).join(' ')).join('|'), 'u')

function stripped(text: string): string {
  return text.toLowerCase().replace(/\p{L}+/gu, plain)
}

/** Simple detectors, by name; each gives the level for the turns of a conversation. */
export const BASELINES: Record<string, (turns: readonly string[]) => Urgency> = {
  'bare keywords': (turns) => (turns.some((t) => MARKED.test(t.toLowerCase())) ? 'high' : 'info'),
  'stripped keywords': (turns) => (turns.some((t) => STRIPPED.test(stripped(t))) ? 'high' : 'info'),
  'always medium': () => 'medium',
}
