import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { callProvider, cleanName, type Fetch, type ReadName } from '../wire/index.ts'

const part = z.string().nullish().catch(undefined)
const answerSchema = z.object({ first_name: part, last_name: part })

/** The name a person shows on Messenger (wire-facts §4.3): family name first. Often there is none to be had. */
export function messengerName({ config, fetch }: { config: Config; fetch?: Fetch }): ReadName {
  const { MESSENGER_APP_SECRET: secret = '', MESSENGER_PAGE_TOKEN: token = '' } = config
  const query = new URLSearchParams({ fields: 'first_name,last_name', appsecret_proof: createHmac('sha256', secret).update(token).digest('hex') })
  return async (externalId) => {
    const url = `${config.MESSENGER_API_URL}/${config.MESSENGER_API_VERSION}/${encodeURIComponent(externalId)}?${query}`
    const answer = await callProvider(url, { headers: { authorization: `Bearer ${token}` } }, { fetch })
    if (answer.kind !== 'answer' || answer.status !== 200) return undefined
    const { first_name: first, last_name: last } = answerSchema.safeParse(answer.body).data ?? {}
    return cleanName([last, first].filter((one) => one).join(' '))
  }
}
