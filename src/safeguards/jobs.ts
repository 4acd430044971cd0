/** What a job of this room did last, in whichever instance: for the desk, which asks any of them. */
import type { Pool } from '../database/index.ts'

export type JobName = 'retention' | 'verify'
export type Job = { okAt: Date | null; failedAt: Date | null; error: string | null; result: unknown }

const WENT = `
  insert into safeguard_job (name, ok_at, result) values ($1, now(), $2)
  on conflict (name) do update set ok_at = excluded.ok_at, result = excluded.result`
const FAILED = `
  insert into safeguard_job (name, failed_at, error) values ($1, now(), $2)
  on conflict (name) do update set failed_at = excluded.failed_at, error = excluded.error`

/** @param result ids and counts only; it is shown on the desk */
export async function jobWent(pool: Pool, name: JobName, result: object): Promise<void> {
  await pool.query(WENT, [name, JSON.stringify(result)])
}

/** @param code an error's code, never its text */
export async function jobFailed(pool: Pool, name: JobName, code: string): Promise<void> {
  await pool.query(FAILED, [name, code])
}

/** Undefined: it never ran. */
export async function readJob(pool: Pool, name: JobName): Promise<Job | undefined> {
  return (await pool.query<Job>('select ok_at as "okAt", failed_at as "failedAt", error, result from safeguard_job where name = $1', [name])).rows[0]
}

// One instance takes the day's run: the row moves on before the work, so that a second one finds nothing to do.
const TAKE = `
  insert into safeguard_job (name, failed_at, error) values ($1, now(), 'under-way')
  on conflict (name) do update set failed_at = now(), error = 'under-way'
  where greatest(safeguard_job.ok_at, safeguard_job.failed_at) < now() - make_interval(secs => $2)
  returning 1`

/** Whether this instance may run the job now, because nobody did for so long. */
export async function takeJob(pool: Pool, name: JobName, seconds: number): Promise<boolean> {
  return (await pool.query(TAKE, [name, seconds])).rowCount === 1
}
