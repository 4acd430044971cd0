/**
 * `npm run -s triage:labels [-- 2026-11-01]`: every level set by hand since that day (a year without it) as redacted
 * examples, one JSON line each in the shape of the labelling guide; `triage:eval` and `triage:train` read them.
 * `npm run -s triage:labels -- report [2026-11-01]`: agreement, misses and false alarms by month, as a table.
 */
import { readCentre } from '../directory/index.ts'
import { runCommand } from '../safeguards/index.ts'
import { agreementByMonth } from './agreement.ts'
import { exportLabels } from './labels.ts'

const YEAR_MS = 365 * 24 * 60 * 60_000

await runCommand(async ({ db, vault, arguments: asked }) => {
  const report = asked[0] === 'report'
  const day = report ? asked[1] : asked[0]
  const since = day === undefined ? new Date(Date.now() - YEAR_MS) : new Date(day)
  if (Number.isNaN(since.getTime())) throw new Error(`${day} is no date: write it as 2026-11-01.`)
  if (report) console.table((await agreementByMonth(db.pool, { since, timeZone: (await readCentre(db.prisma)).timeZone })))
  else await exportLabels(db.pool, vault, since, (label) => process.stdout.write(`${JSON.stringify(label)}\n`))
  return 0
})
