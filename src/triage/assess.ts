import { levelAt, maxUrgency } from './levels.ts'
import type { Urgency } from './levels.ts'
import type { Assessment, Evidence, TriageContext, Turn } from './types.ts'

/** First thin version: a few unmistakable words, with and without marks. */
const FIRST_CUES: readonly (readonly [string, Urgency, RegExp])[] = [
  ['weapon', 'emergency', /cầm (dao|rựa|búa)|cam (dao|rua|bua)|bóp cổ|bop co|siết cổ/giu],
  ['suicide', 'high', /(muốn|muon) (chết|chet)|tự tử|tự sát|không muốn sống/giu],
  ['beaten', 'medium', /(bị|bi|ba|mẹ|me|má|dượng) (đánh|danh|đập|dap)/giu],
]

/** Judge a conversation: level, categories, evidence, reasons, slots. Pure; never throws. */
export function assess(turns: readonly Turn[], context: TriageContext = {}): Assessment {
  const evidence: Evidence[] = []
  const levelsByTurn: Urgency[] = []
  let level: Urgency = levelAt(0)
  turns.forEach((turn, index) => {
    for (const [cue, cueLevel, pattern] of FIRST_CUES) {
      for (const hit of turn.text.matchAll(pattern)) {
        evidence.push({ turn: index, start: hit.index, end: hit.index + hit[0].length, cue, level: cueLevel })
        level = maxUrgency(level, cueLevel)
      }
    }
    levelsByTurn.push(level)
  })
  return {
    level, levelsByTurn, evidence, categories: [], review: false,
    reporter: context.reporterHint ?? 'unknown', reasons: [], slots: {}, version: 'thin',
  }
}
