import type { QueueRow } from '../../../src/desk/api.ts'

/** Text as a hurried counsellor types it: no marks, no case, đ as d. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()
}

/** The rows whose last words, case number or holder contain every word that was typed. */
export function searchRows(rows: readonly QueueRow[], typed: string): readonly QueueRow[] {
  const words = plain(typed).split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return rows
  return rows.filter(({ preview, caseNumber, ownerName }) => {
    const text = plain(`${preview} ${caseNumber ?? ''} ${ownerName ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}
