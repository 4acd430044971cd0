/** `npm run keys:rotate`: wraps every data key by the first key of MASTER_KEY, beside the running service. */
import { recordAccess } from './accessLog.ts'
import { runCommand } from './command.ts'
import { rotateKeys } from './rotateKeys.ts'

await runCommand(async ({ db, vault, masters }) => {
  const started = performance.now()
  const { rewrapped } = await rotateKeys(db.pool, vault)
  const seconds = (performance.now() - started) / 1000
  await recordAccess(db.pool, { staffId: null, action: 'keys.rotate', subject: 'service', subjectId: 'master-key', reason: `${rewrapped} keys` })
  console.log(`${rewrapped} data keys are now wrapped by the first master key (${Math.round(rewrapped / Math.max(seconds, 0.001))} a second).`)
  if (masters.length > 1) console.log('When every instance runs with the new key first, take the old one out of MASTER_KEY.')
  return 0
})
