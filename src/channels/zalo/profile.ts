import * as z from 'zod'
import type { Config } from '../../config.ts'
import { callProvider, cleanName, type Fetch, type ReadName } from '../wire/index.ts'
import { recipientOf } from './address.ts'
import type { ZaloTokens } from './tokens.ts'

const answerSchema = z.object({ error: z.literal(0), data: z.object({ display_name: z.string() }) })

/** The name a person shows on Zalo (wire-facts §2.4). Visitors of the web widget have none. */
export function zaloName({ config, tokens, fetch }: { config: Config; tokens: Pick<ZaloTokens, 'current'>; fetch?: Fetch }): ReadName {
  return async (externalId) => {
    if (!('user_id' in recipientOf(externalId))) return undefined
    const token = await tokens.current()
    if (!token.ok) return undefined
    const data = encodeURIComponent(JSON.stringify({ user_id: externalId }))
    const answer = await callProvider(`${config.ZALO_API_URL}/v3.0/oa/user/detail?data=${data}`, { headers: { access_token: token.access } }, { fetch })
    return answer.kind === 'answer' ? cleanName(answerSchema.safeParse(answer.body).data?.data.display_name) : undefined
  }
}
