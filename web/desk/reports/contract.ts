import type { Pivot } from '../../../src/reports/pivot.ts'
import type { FeedbackFigures } from '../../../src/reports/feedback.ts'
import type { Agreement, ServiceFigures } from '../../../src/reports/service.ts'
import type { Guard } from '../http/request.ts'
import { withFields } from '../http/request.ts'

export type { Agreement, Pivot, ServiceFigures }
export type Period = { from: string; to: string }
export type CaseBehind = { id: string; number: string; openedAt: string }

export const isPivot = withFields<Pivot>('rows', 'columns', 'cells', 'rowTotals', 'total')
export const isService: Guard<ServiceFigures[]> = (value): value is ServiceFigures[] => Array.isArray(value)
export const isFeedback: Guard<FeedbackFigures[]> = (value): value is FeedbackFigures[] => Array.isArray(value)
export const isAgreement = withFields<Agreement>('judged', 'same', 'raised', 'lowered')
export const isCases: Guard<CaseBehind[]> = (value): value is CaseBehind[] => Array.isArray(value)
