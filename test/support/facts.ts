/** Made-up figures: rows of the roll-ups without cases behind them. */
import type { Pool } from '../../src/database/index.ts'

const pick = (list: readonly string[], step: number) => `(array[${list.map((one) => `'${one}'`).join(',')}])[1 + (n * ${step} + n / 7) % ${list.length}]`
const COMMUNES = ['20767', '20341', '20900', '20938', '20410', '20194', '20195', '20200', '20203', '20206', '20207', '20209', '20212', '20215', '20218']

/** `n` cases of one child each and three times as many contacts, from 2 January of the year on, for 120 days. */
export async function fillFacts(pool: Pool, { n, year }: { n: number; year: number }): Promise<void> {
  await pool.query(`
    insert into case_fact (case_id, child, day, channel, urgency, category, categories, reporter, commune, sex, age, ethnicity, environment, relation, form, groups, outcome, state, kept, missed, referred)
    select gen_random_uuid(), 0, date '${year}-01-02' + n % 120, ${pick(['zalo', 'messenger', 'web', 'phone'], 3)}, ${pick(['emergency', 'high', 'medium', 'medium', 'low'], 7)}::urgency,
      ${pick(['A1', 'A1', 'A3', 'B1', 'C1', 'D1', 'F3', 'H1', 'L1', 'T1'], 3)}, '{A1}', 'neighbour', ${pick(COMMUNES, 7)}, ${pick(['male', 'female', 'female', 'unknown'], 3)}, n % 18, 'unknown',
      ${pick(['family', 'school', 'community', 'online'], 3)}, 'father', 'physical', '{}', 'safe', 'closed',
      case when n % 9 = 0 then '{}'::text[] else '{emergency,pass-on}'::text[] end, case when n % 9 = 0 then '{emergency}'::text[] else '{}'::text[] end, ${pick(['{commune}', '{commune,police}', '{hospital}'], 1)}::text[]
    from generate_series(1, ${n}) n`)
  await pool.query(`
    insert into contact_fact (conversation_id, day, channel, urgency, category, reporter, night, state, counselled, abandoned, in_target, wait_seconds, messages)
    select gen_random_uuid(), date '${year}-01-02' + n % 120, ${pick(['zalo', 'messenger', 'web'], 3)}, ${pick(['emergency', 'high', 'medium', 'low', 'info'], 3)}::urgency, 'A1', 'child', n % 4 = 0, 'closed', n % 5 > 0, n % 5 = 0, n % 6 > 0, 60 + n, 5
    from generate_series(1, ${3 * n}) n`)
}
