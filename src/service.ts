/**
 * The whole service, put together: database → safeguards → spine → channels → http. `stop` is the way back:
 * no new requests, the turns in hand end, then the database. Used by main.ts and by whole-service tests.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Router } from 'express'
import { alarmHealth, alarmLinkRouter, callAboutChannels, createWords, openPaths, startAlarms } from './alarms/index.ts'
import { createApp } from './app.ts'
import { createBot, createSpeech, readDialogs } from './bot/index.ts'
import { addCaseRoutes, startClocks } from './cases/index.ts'
import { addChannelRoutes, watchChannels } from './channelHealth/index.ts'
import { webChannel } from './channels/web/index.ts'
import type { Config } from './config.ts'
import { CHANNELS, createReceive, openSpool, sayUnlessHeld, startFollowUps, startSpine } from './conversation/index.ts'
import { listen, openDatabase, type Database } from './database/index.ts'
import { addDialogReviewRoutes } from './dialogReview/index.ts'
import { addAlarmRoutes, deskRouter, seedCanned, startReturning, type DeskRouter } from './desk/index.ts'
import { addDirectoryRoutes, addPaperRoutes, watchCentre, watchDirectory } from './directory/index.ts'
import { healthRouter } from './health.ts'
import { addLearningRoutes } from './learning/index.ts'
import { readLocales } from './locales.ts'
import type { Log } from './log.ts'
import { addMediaRoutes, startMedia } from './media/index.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { openPlatforms, zaloToStaff } from './platforms.ts'
import { startProfiles } from './profiles/index.ts'
import { addRecoveryRoute, watchForGaps } from './recovery/index.ts'
import { addReportRoutes, startRollUps } from './reports/index.ts'
import { hasSecondReader, startSecondReader } from './secondReader/index.ts'
import { showTyping } from './typing/index.ts'
import { addStaffLinkRoutes } from './staffLink/index.ts'
import { addSafeguardRoutes, openVault, readMasterKeys, readRetentionTerms, startSafeguards } from './safeguards/index.ts'

/** `deskRoutes`: every route behind the desk's gate, for tests that must leave none out. */
export type Service = { readonly url: string; readonly port: number; readonly deskRoutes: DeskRouter['routes']; readonly db: Database; readonly metrics: Metrics; stop(): Promise<void> }

export type ServiceOptions = {
  config: Config
  databaseUrl: string
  log: Log
  /** Development only: what stands under /simulator. */
  simulator?: Router
}

/** Starts everything on a migrated database with a Centre in it; resolves once it listens. */
export async function startService({ config, databaseUrl, log, simulator }: ServiceOptions): Promise<Service> {
  const metrics = createMetrics()
  const db = openDatabase(databaseUrl, { onError: (error) => log.warn({ code: error.name }, 'database connection lost') })
  const vault = await openVault(db.pool, await readMasterKeys(config))
  const spool = await openSpool(join(config.DATA_DIR, 'spool'), vault)
  const locales = await readLocales()
  await seedCanned(db.pool, locales)
  const dialogs = await readDialogs(locales)
  const notices = listen(databaseUrl)
  const centre = await watchCentre(db.prisma, { notices, log })
  const directory = await watchDirectory(db.prisma, notices)
  const speech = createSpeech(locales, centre.current)
  const { receive, receiveEvent, replay } = createReceive({ pool: db.pool, vault, notices, spool, metrics, log })

  const web = webChannel({ db, vault, receive, receiveEvent, notices, log, centre: centre.current, locales })
  const platforms = openPlatforms({ config, db, vault, notices, receive, receiveEvent, metrics, log, locales })
  const spine = startSpine({
    db, vault, notices, replay, metrics, log,
    bot: createBot({ dialogs, centre: centre.current, directory, speech }),
    fallback: speech.fallback,
    senders: { web: web.sender, ...platforms.senders },
    readAgain: hasSecondReader(config),
  })
  const secondReader = await startSecondReader({ config, db, vault, notices, metrics, log })

  const { paths, pushKey } = await openPaths({ config, pool: db.pool, vault, zalo: zaloToStaff(config, platforms.senders.zalo) })
  const pathNames = paths.map(({ name }) => name)
  const alarms = startAlarms({
    db, vault, notices, paths, metrics, log,
    words: createWords({ locales, vault, publicUrl: config.PUBLIC_URL ?? `http://localhost:${config.PORT}` }),
    tell: (client, conversationId) => sayUnlessHeld(client, vault, conversationId, speech.nobodyYet, centre.current().timeZone),
  })

  const deskRoom = { db, vault, config, metrics, log, notices, centre: centre.current }
  const publicUrl = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`
  const openChannels = CHANNELS.filter((channel) => channel === 'web' || config.channels[channel])
  const healthRoom = { pool: db.pool, metrics, open: openChannels, timeZone: () => centre.current().timeZone }
  const caseRoom = { db, vault, centre: centre.current, locales, log, changed: (id: string) => notices.tell({ kind: 'case', id }) }
  const terms = await readRetentionTerms(config.RETENTION_FILE)
  const desk = deskRouter(deskRoom, (gate) => {
    addCaseRoutes(gate, caseRoom)
    addReportRoutes(gate, caseRoom)
    addLearningRoutes(gate, caseRoom)
    addDialogReviewRoutes(gate, { db, dialogs, speech, directory: () => ({ findPlaces: directory.findPlaces, services: directory.services() }) })
    addDirectoryRoutes(gate, caseRoom)
    addPaperRoutes(gate, { db, centre: centre.current, notices })
    addSafeguardRoutes(gate, { db, vault, terms })
    addAlarmRoutes(gate, deskRoom, { names: pathNames, pushKey })
    addMediaRoutes(gate, deskRoom)
    addChannelRoutes(gate, { ...healthRoom, desk: deskRoom, config, publicUrl, zaloTokens: platforms.zaloTokens, revive: platforms.revive })
    addRecoveryRoute(gate, platforms.recoveries)
    addStaffLinkRoutes(gate, { pool: db.pool, vault, locales, senders: platforms.senders, accounts: { zalo: config.ZALO_OA_ID, messenger: config.MESSENGER_PAGE_ID } })
  })
  const clocks = startClocks(caseRoom)
  const followUps = startFollowUps(caseRoom, speech.followUp)
  const rollUps = startRollUps(caseRoom)
  const returning = startReturning(deskRoom)
  const channelWatch = watchChannels({ ...healthRoom, log, call: async (client) => { if (pathNames.includes('mail')) await callAboutChannels(client) } })
  const recovery = watchForGaps(platforms.recoveries)
  const typing = showTyping({ pool: db.pool, vault, notices, log, show: platforms.typing })
  const profiles = startProfiles({ pool: db.pool, vault, notices, log, names: platforms.names })
  const media = startMedia({ pool: db.pool, vault, notices, log, developmentOrigin: config.MEDIA_DEVELOPMENT_ORIGIN })
  const safeguards = startSafeguards({ db, vault, notices, terms, metrics, log })

  const app = createApp({
    behindProxy: config.PUBLIC_URL?.startsWith('https://') ?? false,
    webhooks: platforms.webhooks,
    chat: web.router,
    desk: desk.router,
    alarmLink: alarmLinkRouter({ pool: db.pool, vault, locales, timeZone: () => centre.current().timeZone }),
    simulator,
    health: healthRouter({
      pool: db.pool, metrics, spooled: spool.size,
      channels: channelWatch.current,
      alarms: () => alarmHealth(db.pool, { paths: pathNames, centre: centre.current() }),
    }),
    centre: centre.current,
    locales,
    log,
  })
  const server = createServer(app)
  const port = await listenOn(server, config.PORT)

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    deskRoutes: desk.routes,
    db,
    metrics,
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      web.stop()
      desk.stop()
      await returning.stop()
      await clocks.stop()
      await followUps.stop()
      await rollUps.stop()
      server.closeIdleConnections()
      // Live streams never end by themselves: give answers in flight a moment, then cut.
      const cut = setTimeout(() => server.closeAllConnections(), 2_000)
      await closed
      clearTimeout(cut)
      platforms.stop()
      typing.stop()
      await alarms.stop()
      await spine.stop()
      await media.stop()
      await recovery.stop()
      await profiles.stop()
      await channelWatch.stop()
      await secondReader.stop()
      await safeguards.stop()
      await notices.stop()
      await centre.stop()
      directory.stop()
      await db.close()
    },
  }
}

function listenOn(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
