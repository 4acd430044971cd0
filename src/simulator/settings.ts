import type { MetaAccount } from './meta/account.ts'
import type { ZaloAccount } from './zalo/account.ts'

/** Where the platforms' APIs stand. */
export type Addresses = { zaloApi: string; zaloOauth: string; metaApi: string; media: string }

/** The environment a service needs to use these accounts at these addresses. */
export function settingsFor({ zalo, meta, at }: { zalo: ZaloAccount; meta: MetaAccount; at: Addresses }) {
  return {
    ZALO_APP_ID: zalo.appId,
    ZALO_APP_SECRET: zalo.appSecret,
    ZALO_OA_ID: zalo.oaId,
    ZALO_OA_SECRET_KEY: zalo.oaSecretKey,
    ZALO_ACCESS_TOKEN: zalo.access,
    ZALO_REFRESH_TOKEN: zalo.refresh,
    ZALO_API_URL: at.zaloApi,
    ZALO_OAUTH_URL: at.zaloOauth,
    MESSENGER_PAGE_ID: meta.pageId,
    MESSENGER_APP_ID: meta.appId,
    MESSENGER_APP_SECRET: meta.appSecret,
    MESSENGER_VERIFY_TOKEN: meta.verifyToken,
    MESSENGER_PAGE_TOKEN: meta.pageToken,
    MESSENGER_API_URL: at.metaApi,
    MEDIA_DEVELOPMENT_ORIGIN: at.media,
  } as const
}

export type SimulatorSettings = ReturnType<typeof settingsFor>
