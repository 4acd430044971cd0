/** Start and stop, one screen: settings → database → seeds → service → a word on where to go. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ConfigError, readConfig, withoutEmpty, type Config } from './config.ts'
import { migrate, openDatabase, startEmbedded } from './database/index.ts'
import { dieQuietly } from './dieQuietly.ts'
import { hasCentre, seedDemoCentre, seedServices } from './directory/index.ts'
import { createLog } from './log.ts'
import { startService } from './service.ts'
import { developmentSimulator } from './simulator/index.ts'
import { hasStaff, seedDemoRoster, seedDemoStaff } from './staff/index.ts'

async function main(): Promise<void> {
  dieQuietly()
  const asked = readConfig(process.env)
  // Without accounts at Zalo or Meta, a trial talks to itself: the simulator plays both platforms.
  const simulator = asked.production ? undefined : developmentSimulator(asked)
  const config = simulator ? readConfig({ ...simulator.settings, ...withoutEmpty(process.env) }) : asked
  const log = createLog(config.LOG_LEVEL)

  const embedded = config.DATABASE_URL === undefined ? await startEmbedded(join(config.DATA_DIR, 'database')) : undefined
  const databaseUrl = config.DATABASE_URL ?? embedded?.url ?? ''
  await migrate(databaseUrl)
  const password = config.production ? await requireCentre(databaseUrl) : await seedDemo(databaseUrl, config)

  const service = await startService({ config, databaseUrl, log, ...(simulator ? { simulator: simulator.router } : {}) })
  simulator?.connect(service.url)
  greet(config, service.port, password)

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    await service.stop()
    await embedded?.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}

/** In production nothing is invented: without the Centre's own numbers a child would be given none, or wrong ones (F17). */
async function requireCentre(databaseUrl: string): Promise<undefined> {
  const db = openDatabase(databaseUrl)
  try {
    if (!(await hasCentre(db.prisma))) throw new ConfigError(["The Centre's names, numbers and hours are missing: write them as in src/directory/demo-centre.json and run `npm run centre -- FILE.json`."])
  } finally {
    await db.close()
  }
}

/** The trial's Centre and staff. Answers the password when it was made now, to be shown this once. */
async function seedDemo(databaseUrl: string, config: Config): Promise<string | undefined> {
  const db = openDatabase(databaseUrl)
  try {
    await seedDemoCentre(db.prisma)
    await seedServices(db.prisma)
    const password = config.DEMO_PASSWORD ?? ((await hasStaff(db)) ? undefined : randomBytes(9).toString('base64url'))
    if (password !== undefined) await seedDemoStaff(db, password)
    await seedDemoRoster(db)
    return password
  } finally {
    await db.close()
  }
}

function greet(config: Config, port: number, password: string | undefined): void {
  const base = config.PUBLIC_URL ?? `http://localhost:${port}`
  const lines = [
    '', 'Lắng Nghe đang chạy / is running:',
    `  ${base}/chat        trò chuyện trên web / the web chat`,
    `  ${base}/desk        bàn làm việc của cán bộ / the counsellors' desk`,
    ...(config.production ? [] : [`  ${base}/simulator   Zalo và Messenger giả lập / Zalo and Messenger, simulated`]),
    ...(password === undefined ? [] : ['', '  counsellor@demo.local · counsellor2@ · supervisor@ · head@ · admin@ · custodian@demo.local', `  mật khẩu / password: ${password}`]),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  // One clear sentence a problem, no stack: the reader is the person who set up the machine.
  const text = error instanceof ConfigError ? error.sentences.join('\n') : error instanceof Error ? error.message : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
