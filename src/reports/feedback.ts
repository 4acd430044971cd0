/** How people felt when a human had closed the talk: three faces a month. Never by counsellor, and never of a few. */
import type { Asking } from './calmly.ts'
import { SMALLEST_GROUP } from './suppress.ts'

/** A month with fewer answers than five shows none of them: `faces` null. */
export type FeedbackFigures = { month: string; answers: number | null; faces: { better: number; same: number; worse: number } | null }

// Index: feedback_day_idx.
const FIGURES = `
  select to_char(day, 'YYYY-MM') as month, count(*)::int as answers,
         count(*) filter (where face = 'better')::int as better, count(*) filter (where face = 'same')::int as same, count(*) filter (where face = 'worse')::int as worse
  from feedback where day between $1 and $2 group by 1 order by 1`

/** By month, days ISO and both counted. */
export async function feedbackFigures(pool: Asking, { from, to }: { from: string; to: string }): Promise<FeedbackFigures[]> {
  const { rows } = await pool.query<{ month: string; answers: number; better: number; same: number; worse: number }>(FIGURES, [from, to])
  return rows.map(({ month, answers, ...faces }) => (answers < SMALLEST_GROUP ? { month, answers: null, faces: null } : { month, answers, faces }))
}
