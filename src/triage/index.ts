export { URGENCIES, isAtLeast, maxUrgency } from './levels.ts'
export type { Urgency } from './levels.ts'
export { CATEGORIES, isCategory } from './categories.ts'
export type { Category } from './categories.ts'
export { REPORTERS } from './types.ts'
export type {
  Assessment, BotQuestion, Evidence, Reason, Reporter, Slots, TriageContext, Turn,
} from './types.ts'
export { assess } from './assess.ts'
