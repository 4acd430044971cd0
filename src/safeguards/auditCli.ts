/**
 * `npm run -s audit:verify [-- FILE]`: reads both logs against their seals, and against the anchors in FILE. Exit code
 * 1 on any finding. `npm run -s audit:anchor [-- YYYY-MM-DD]`: prints one anchor a day since then (30 days without it).
 */
import { readFile } from 'node:fs/promises'
import { parseAnchors, readAnchors } from './anchor.ts'
import { runCommand } from './command.ts'
import { verifyLogs } from './verifyLogs.ts'

const THIRTY_DAYS = 30 * 24 * 60 * 60_000

await runCommand(async ({ db, vault, arguments: [act, argument] }) => {
  if (act === 'anchor') {
    const since = argument === undefined ? new Date(Date.now() - THIRTY_DAYS) : new Date(argument)
    for (const anchor of await readAnchors(db.pool, since)) console.log(JSON.stringify(anchor))
    return 0
  }
  const anchors = argument === undefined ? [] : parseAnchors(await readFile(argument, 'utf8'))
  const { findings, ...counts } = await verifyLogs(db.pool, vault, anchors)
  for (const finding of findings) console.log(JSON.stringify(finding))
  console.log(JSON.stringify({ ...counts, anchors: anchors.length, findings: findings.length }))
  return findings.length === 0 ? 0 : 1
})
