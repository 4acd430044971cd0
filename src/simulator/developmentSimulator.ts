/**
 * A fresh `npm start` has no account at Zalo or Meta: the service then plays both to itself, with accounts made
 * up here. Nothing of this exists in production (main.ts), and a channel with real settings keeps them.
 */
import express, { type Router } from 'express'
import { createClock } from './clock.ts'
import { createMedia } from './media.ts'
import type { MetaAccount } from './meta/account.ts'
import { createMeta } from './meta/platform.ts'
import { pageRouter } from './page/router.ts'
import { settingsFor } from './settings.ts'
import type { ZaloAccount } from './zalo/account.ts'
import { createZalo } from './zalo/platform.ts'

/** Fixed, so that a restart finds the people of yesterday under the same account. */
const ZALO: ZaloAccount = {
  appId: '1000000000000000111',
  appSecret: 'simulated-zalo-app-secret',
  oaId: '4000000000000000111',
  oaSecretKey: 'simulated-oa-secret-key',
  access: 'simulated-zalo-access-token',
  refresh: 'simulated-zalo-refresh-token',
}
const META: MetaAccount = {
  appId: '222222222222222',
  appSecret: 'simulated-meta-app-secret',
  pageId: '100000000000111',
  pageToken: 'simulated-page-token',
  verifyToken: 'simulated-verify-token',
}

export type DevelopmentSimulator = {
  /** Settings of the channels that have none; put the real environment over them. */
  settings: Record<string, string>
  /** Page at `/`, the platforms' APIs under `/api`; mount at /simulator. */
  router: Router
  /** Where the service listens. */
  connect(serviceUrl: string): void
}

type Asked = { PORT: number; channels: { zalo: boolean; messenger: boolean } }

/** @param asked the settings as given; the service must listen on `asked.PORT` */
export function developmentSimulator(asked: Asked): DevelopmentSimulator {
  // Yesterday's people write on: the simulator's memory ended with its process, the service's did not.
  const clock = createClock()
  const media = createMedia(clock)
  const options = { clock, media, retryScale: 0.01, receipts: true, welcomeStrangers: true }
  const zalo = createZalo({ ...options, account: ZALO })
  const messenger = createMeta({ ...options, account: META })
  const router = express.Router()
  router.use('/api/zalo', zalo.api)
  router.use('/api/zalo-oauth', zalo.oauth)
  router.use('/api/meta', messenger.api)
  router.use('/api/media', media.router)
  router.use(pageRouter({ zalo, messenger }))
  const base = `http://127.0.0.1:${asked.PORT}/simulator/api`
  const all = settingsFor({ zalo: ZALO, meta: META, at: { zaloApi: `${base}/zalo`, zaloOauth: `${base}/zalo-oauth`, metaApi: `${base}/meta`, media: `http://127.0.0.1:${asked.PORT}` } })
  media.standAt(`${base}/media`)
  const real = (key: string) => (key.startsWith('ZALO_') ? asked.channels.zalo : asked.channels.messenger)
  return {
    settings: Object.fromEntries(Object.entries(all).filter(([key]) => !real(key))),
    router,
    connect(serviceUrl) {
      zalo.courier.connect(serviceUrl)
      messenger.courier.connect(serviceUrl)
    },
  }
}
