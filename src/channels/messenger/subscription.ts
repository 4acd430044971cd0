/** Whether Meta sends this Page's events to our app (wire-facts §3.3), asked with the Page's own token. */
import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { callProvider, type Fetch } from '../wire/index.ts'
import { graphErrorResult, graphErrorSchema } from './errors.ts'

const appsSchema = z.object({ data: z.array(z.object({ id: z.union([z.string(), z.number().transform(String)]), subscribed_fields: z.array(z.string()).default([]) })) })

/** Without these a child's words do not arrive. */
const NEEDED = ['messages', 'messaging_postbacks']

/** undefined: all well. Otherwise a code of desk.json `channelProblem.<code>`. */
export async function messengerProblem(config: Config, fetch?: Fetch): Promise<string | undefined> {
  const { MESSENGER_APP_ID: appId, MESSENGER_APP_SECRET: secret = '', MESSENGER_PAGE_TOKEN: token = '', MESSENGER_PAGE_ID: page } = config
  const proof = createHmac('sha256', secret).update(token).digest('hex')
  const url = `${config.MESSENGER_API_URL}/${config.MESSENGER_API_VERSION}/${page}/subscribed_apps?appsecret_proof=${proof}`
  const answer = await callProvider(url, { headers: { authorization: `Bearer ${token}` } }, { fetch })
  if (answer.kind !== 'answer' || answer.status >= 500) return 'away'
  const error = graphErrorSchema.safeParse(answer.body)
  if (error.success) {
    const result = graphErrorResult(error.data.error)
    return 'code' in result ? result.code : 'refused'
  }
  const apps = appsSchema.safeParse(answer.body).data?.data ?? []
  const ours = appId === undefined ? apps : apps.filter(({ id }) => id === appId)
  return ours.some(({ subscribed_fields: fields }) => NEEDED.every((field) => fields.includes(field))) ? undefined : 'not-subscribed'
}
