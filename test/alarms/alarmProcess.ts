/** The alarms as a process of its own, which dies as by `kill -9` at the point named. One line on stdout for each call sent. */
import { createWords, startAlarms, type Path } from '../../src/alarms/index.ts'
import { listen, openDatabase } from '../../src/database/index.ts'
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault } from '../../src/safeguards/index.ts'

const die = () => process.kill(process.pid, 'SIGKILL')
const [url = '', point = ''] = process.argv.slice(2)

const db = openDatabase(url)
const vault = createVault(Buffer.alloc(32, 7))
const metrics = createMetrics()
// The step's calls are written, nothing is committed.
if (point === 'in the middle of a step') metrics.alarmSteps.inc = die
const path: Path = {
  name: 'mail',
  async send(_to, call) {
    if (point === 'before a call leaves') die()
    process.stdout.write(`sent ${call.id}\n`)
    return { outcome: 'sent' }
  },
}
startAlarms({
  db, vault, notices: listen(url), paths: [path], metrics, log: createLog('silent'),
  words: createWords({ locales: await readLocales(), vault, publicUrl: 'https://langnghe.example.vn' }),
  tell: async () => {
    if (point === 'while a person is told') die()
    process.stdout.write('told\n')
  },
})
