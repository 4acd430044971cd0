/** The shapes of the case routes (src/cases/routes.ts) as a browser reads them. */
import type { Clock } from '../../../src/cases/clocks.ts'
import type { FieldVersion as StoredVersion, CaseView as StoredCase } from '../../../src/cases/readCase.ts'
import type { EditResult as StoredEdit } from '../../../src/cases/editCase.ts'
import type { Conflict as StoredConflict } from '../../../src/cases/mergeEdits.ts'
import type { Due as StoredDue } from '../../../src/cases/listDue.ts'
import type { CaseHit as StoredHit } from '../../../src/cases/searchCases.ts'
import type { NoteSearch as StoredNoteSearch } from '../../../src/cases/searchNotes.ts'
import type { Suggestion as StoredSuggestion } from '../../../src/cases/suggestCases.ts'

/** What a value is after its way through JSON: moments are text, maps are objects. */
export type OverHttp<T> =
  T extends Date ? string
    : T extends ReadonlyMap<string, infer V> ? Record<string, OverHttp<V>>
      : T extends readonly (infer E)[] ? OverHttp<E>[]
        : T extends object ? { [K in keyof T]: OverHttp<T[K]> }
          : T

export type CaseView = OverHttp<StoredCase>
export type CaseRecord = CaseView['record']
export type Part = CaseView['parts'][number]
export type Standing = Part['fields'][string]
export type Referral = CaseView['referrals'][number]
export type Paper = CaseView['papers'][number]
export type ClockView = CaseView['clocks'][number]
export type ClockState = Clock['state']
export type CaseHit = OverHttp<StoredHit>
export type NoteSearch = OverHttp<StoredNoteSearch>
export type Due = OverHttp<StoredDue>
export type Suggestion = OverHttp<StoredSuggestion>
export type FieldVersion = OverHttp<StoredVersion>
export type EditResult = OverHttp<StoredEdit>
export type Conflict = OverHttp<StoredConflict>

const NEVER_ASKED: Standing = { answer: { status: 'not-asked' }, version: 0, by: null, at: null, source: 'staff' }

/** How a field stands; not asked when nobody answered. */
export function standingOf(part: Part, field: string): Standing {
  return part.fields[field] ?? NEVER_ASKED
}
