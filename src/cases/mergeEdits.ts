import { sameAnswer, type Answer } from './answers.ts'

/** An answer as it stands; version 0: not asked yet. */
export type Standing = { answer: Answer; version: number; by: string | null; at: Date | null; source: 'staff' | 'machine' }

/** What somebody wants a field to say, and the version they saw when they wrote it. */
export type Edit = { partId: string; field: string; baseVersion: number; answer: Answer }

/** Two people wrote the same field: both values, so that a human chooses. */
export type Conflict = { partId: string; field: string; mine: Answer; theirs: Answer; theirVersion: number; by: string | null; at: Date | null }

export type Merged = { ok: true; write: Edit[] } | { ok: false; conflicts: Conflict[] }

/**
 * Merges one person's edits into the record (peers F15, Primero 508): other fields may have moved on meanwhile; a
 * field that somebody else changed to something else is a conflict, and then nothing is written. Saying what stands
 * already is no edit, unless a human thereby confirms what the machine wrote.
 */
export function mergeEdits(standing: (partId: string, field: string) => Standing, edits: readonly Edit[]): Merged {
  const conflicts: Conflict[] = []
  const write: Edit[] = []
  for (const edit of edits) {
    const now = standing(edit.partId, edit.field)
    const says = sameAnswer(now.answer, edit.answer)
    if (!says && now.version !== edit.baseVersion && now.source === 'staff') {
      conflicts.push({ partId: edit.partId, field: edit.field, mine: edit.answer, theirs: now.answer, theirVersion: now.version, by: now.by, at: now.at })
    } else if (!says || (now.source === 'machine' && now.version > 0)) {
      write.push(edit)
    }
  }
  return conflicts.length > 0 ? { ok: false, conflicts } : { ok: true, write }
}
