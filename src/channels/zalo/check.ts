import type { Config } from '../../config.ts'
import type { Fetch } from '../wire/index.ts'
import { ownerOf } from './authorise.ts'
import type { ZaloTokens } from './tokens.ts'

/** Whether Zalo takes our token, and for our OA. undefined: all well; otherwise a code of desk.json `channelProblem.<code>`. */
export async function zaloProblem(config: Config, tokens: Pick<ZaloTokens, 'current'>, fetch?: Fetch): Promise<string | undefined> {
  const token = await tokens.current()
  if (!token.ok) return token.why === 'dead' ? 'token' : 'away'
  const owner = await ownerOf(config, token.access, fetch)
  if (owner === undefined) return 'token'
  return owner === config.ZALO_OA_ID ? undefined : 'account'
}
