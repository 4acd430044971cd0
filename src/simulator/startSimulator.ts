/** Zalo and Meta on a port of their own, for tests. */
import { createServer } from 'node:http'
import express, { type Router } from 'express'
import { createClock, type Clock } from './clock.ts'
import { createMedia, type SimMedia } from './media.ts'
import { createMeta, type MetaPlatform } from './meta/platform.ts'
import { pageRouter } from './page/router.ts'
import { settingsFor, type SimulatorSettings } from './settings.ts'
import { createZalo, type PlatformOptions, type ZaloPlatform } from './zalo/platform.ts'

export type Simulator = {
  readonly clock: Clock
  readonly zalo: ZaloPlatform
  readonly messenger: MetaPlatform
  /** What people send stands here, for half an hour. */
  readonly media: SimMedia
  readonly zaloApiUrl: string
  readonly zaloOauthUrl: string
  readonly messengerApiUrl: string
  /** The page with its API, for browser tests: give it to the service as its simulator router. */
  readonly page: Router
  /** The environment for the service under test. */
  settings(): SimulatorSettings
  /** Where the service listens: webhooks go there from now on. */
  connect(serviceUrl: string): void
  /** Resolves when no webhook is under way on either platform. */
  idle(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts both platforms.
 * @example
 * const sim = await startSimulator()
 * const service = await start({ ...sim.settings() })
 * sim.connect(service.url)
 * const child = sim.zalo.person()
 * await child.says('Cháu sợ')           // resolves with how the webhook answered
 * child.inbox                            // what the OA has sent
 */
export async function startSimulator(options: Omit<PlatformOptions, 'clock' | 'media'> = {}): Promise<Simulator> {
  const clock = createClock()
  const media = createMedia(clock)
  const zalo = createZalo({ ...options, clock, media })
  const messenger = createMeta({ ...options, clock, media })
  const app = express()
  app.use('/zalo', zalo.api)
  app.use('/oauth', zalo.oauth)
  app.use('/meta', messenger.api)
  app.use('/media', media.router)
  const server = createServer(app)
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const base = `http://127.0.0.1:${port}`
  const at = { zaloApi: `${base}/zalo`, zaloOauth: `${base}/oauth`, metaApi: `${base}/meta`, media: base }
  media.standAt(`${base}/media`)
  return {
    clock,
    zalo,
    messenger,
    media,
    page: pageRouter({ zalo, messenger }),
    zaloApiUrl: at.zaloApi,
    zaloOauthUrl: at.zaloOauth,
    messengerApiUrl: at.metaApi,
    settings: () => settingsFor({ zalo: zalo.account, meta: messenger.account, at }),
    connect(serviceUrl) {
      zalo.courier.connect(serviceUrl)
      messenger.courier.connect(serviceUrl)
    },
    async idle() {
      await Promise.all([zalo.courier.idle(), messenger.courier.idle()])
    },
    async close() {
      await Promise.all([zalo.courier.close(), messenger.courier.close()])
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}
