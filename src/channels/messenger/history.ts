/** What was said while our webhook was away, by the Conversations API (wire-facts §4.3): events of the gap are lost, the talk is not. */
import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { Inbound } from '../../conversation/channel.ts'
import { callProvider, idField, MOST_PAGES, personField, textField, type Fetch, type History } from '../wire/index.ts'
import { readContent } from './attachments.ts'

const time = z.string().transform((value) => new Date(value)).refine((value) => !Number.isNaN(value.getTime()))
const paging = z.object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() }).nullish().catch(undefined)
const threadsSchema = z.object({ data: z.array(z.object({ id: z.string().regex(/^[\w.:-]{1,200}$/), updated_time: time })), paging })
const messageSchema = z.object({
  id: idField,
  created_time: time,
  from: z.object({ id: personField }),
  message: textField.nullish().catch(undefined),
  attachments: z.object({ data: z.array(z.object({ mime_type: z.string().nullish(), image_data: z.object({ url: z.string() }).nullish(), video_data: z.object({ url: z.string() }).nullish(), file_url: z.string().nullish() })) }).nullish().catch(undefined),
})
type Message = z.infer<typeof messageSchema>
const messagesSchema = z.object({ data: z.array(z.unknown()), paging })

/** Meta allows two questions a second. */
const PAUSE_MS = 500

export function messengerHistory({ config, fetch, pauseMs = PAUSE_MS }: { config: Config; fetch?: Fetch; pauseMs?: number }): History {
  const { MESSENGER_PAGE_ID: account = '', MESSENGER_APP_SECRET: secret = '', MESSENGER_PAGE_TOKEN: token = '' } = config
  const proof = createHmac('sha256', secret).update(token).digest('hex')
  const base = `${config.MESSENGER_API_URL}/${config.MESSENGER_API_VERSION}`

  /** Pages of one edge, newest first, for as long as `goesOn` says so. Undefined: Meta did not answer. */
  async function read<T extends { paging?: z.infer<typeof paging> }>(edge: string, fields: string, schema: z.ZodType<T>, goesOn: (page: T) => boolean): Promise<T[] | undefined> {
    const pages: T[] = []
    let after = ''
    while (pages.length < MOST_PAGES) {
      const query = new URLSearchParams({ fields, limit: '25', appsecret_proof: proof, ...(after === '' ? {} : { after }) })
      const answer = await callProvider(`${base}/${edge}?${query}`, { headers: { authorization: `Bearer ${token}` } }, { fetch })
      const page = answer.kind === 'answer' && answer.status === 200 ? schema.safeParse(answer.body).data : undefined
      if (!page) return undefined
      pages.push(page)
      after = page.paging?.next ? (page.paging.cursors?.after ?? '') : ''
      if (after === '' || !goesOn(page)) break
      await new Promise((done) => setTimeout(done, pauseMs))
    }
    return pages
  }

  return async ({ from, to }) => {
    const threads = await read(`${account}/conversations`, 'id,updated_time', threadsSchema, ({ data }) => data.every((one) => one.updated_time >= from))
    if (!threads) return undefined
    const said: Message[] = []
    for (const { id } of threads.flatMap(({ data }) => data).filter((one) => one.updated_time >= from)) {
      await new Promise((done) => setTimeout(done, pauseMs))
      const pages = await read(`${id}/messages`, 'id,created_time,from,message,attachments', messagesSchema, ({ data }) => readAll(data).every((one) => one.created_time >= from))
      if (!pages) return undefined
      said.push(...pages.flatMap(({ data }) => readAll(data)).filter((one) => one.from.id !== account))
    }
    return said.filter((one) => one.created_time >= from && one.created_time <= to).toSorted((a, b) => a.created_time.getTime() - b.created_time.getTime()).map((one) => heard(one, account))
  }
}

function readAll(data: readonly unknown[]): Message[] {
  return data.flatMap((one) => messageSchema.safeParse(one).data ?? [])
}

/** With the key its webhook event would have, so that what comes twice is one. */
function heard({ id, created_time: saidAt, from, message, attachments }: Message, account: string): Inbound {
  const parts = (attachments?.data ?? []).map(({ mime_type: mime, image_data: image, video_data: video, file_url: file }) => ({
    type: mime?.split('/')[0] === 'application' ? 'file' : (mime?.split('/')[0] ?? 'file'),
    title: undefined, url: undefined, payload: { url: image?.url ?? video?.url ?? file, title: undefined, coordinates: undefined },
  }))
  return { channel: 'messenger', account, externalId: from.id, eventKey: `message:${id}`, providerMessageId: id, ...readContent({ text: message, attachments: parts }), saidAt }
}
