/**
 * `npm run attack [-- URL]`: attacks a running service (http://127.0.0.1:PORT without URL) and prints each try and how
 * it was refused. Exit code 1 on a finding. It writes messages and tries passwords: never against a Centre at work.
 * With DEMO_PASSWORD it also attacks from inside; with the platforms' secrets also their signed webhooks.
 */
import { attack } from './attack.ts'
import type { Secrets } from './target.ts'

const env = process.env
const url = process.argv[2] ?? `http://127.0.0.1:${env['PORT'] ?? '3000'}`

const secrets: Secrets = {
  ...(env['DEMO_PASSWORD'] ? { password: env['DEMO_PASSWORD'] } : {}),
  ...(env['ZALO_APP_ID'] && env['ZALO_OA_ID'] && env['ZALO_OA_SECRET_KEY'] ? { zalo: { appId: env['ZALO_APP_ID'], oaId: env['ZALO_OA_ID'], secretKey: env['ZALO_OA_SECRET_KEY'] } } : {}),
  ...(env['MESSENGER_PAGE_ID'] && env['MESSENGER_APP_SECRET'] ? { messenger: { pageId: env['MESSENGER_PAGE_ID'], appSecret: env['MESSENGER_APP_SECRET'] } } : {}),
}

const outcomes = await attack(url, secrets, ({ held, skipped, area, name, saw }) => {
  console.log(`${skipped ? 'skipped' : held ? 'refused' : 'FINDING'}  ${area}: ${name}  [${saw}]`)
})
const findings = outcomes.filter(({ held }) => !held)
const skipped = outcomes.filter((outcome) => outcome.skipped)
console.log(`\n${outcomes.length - skipped.length} tries, ${findings.length} findings, ${skipped.length} skipped.`)
process.exitCode = findings.length === 0 ? 0 : 1
