/** The service as a process of its own, for tests that kill it. Settings come by environment, a line on stdout says "ready". */
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { startService } from '../../src/service.ts'
import { armCrashPoint } from './crashPoint.ts'
import { armSpoolPoint } from './spoolCrash.ts'

armCrashPoint(process.env['CRASH_POINT'], Number(process.env['CRASH_AFTER'] ?? '0'))
armSpoolPoint(process.env['CRASH_POINT'])
const config = readConfig(process.env)
const service = await startService({ config, databaseUrl: config.DATABASE_URL ?? '', log: createLog(config.LOG_LEVEL) })
process.on('SIGTERM', () => void service.stop().then(() => process.exit(0)))
process.stdout.write(`ready ${service.url}\n`)
