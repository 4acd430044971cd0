import { randomInt } from 'node:crypto'
import { bigId, secret } from '../ids.ts'

/** The made-up app and Page. App ids stay below 2^53: Meta writes them as numbers. */
export type MetaAccount = { appId: string; appSecret: string; pageId: string; pageToken: string; verifyToken: string }

export function inventMetaAccount(): MetaAccount {
  return { appId: String(randomInt(1e14, 2e14)), appSecret: secret(), pageId: bigId(), pageToken: secret(), verifyToken: secret() }
}
