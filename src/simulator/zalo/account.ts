import { bigId, secret } from '../ids.ts'

/** The made-up app and OA. */
export type ZaloAccount = { appId: string; appSecret: string; oaId: string; oaSecretKey: string; access: string; refresh: string }

export function inventZaloAccount(): ZaloAccount {
  return { appId: bigId(), appSecret: secret(), oaId: bigId(), oaSecretKey: secret(), access: secret(), refresh: secret() }
}
