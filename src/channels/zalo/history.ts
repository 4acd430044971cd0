/** What was said while our webhook was away: the one way back that Zalo offers (wire-facts §2.4). */
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { Inbound } from '../../conversation/channel.ts'
import type { MessageKind } from '../../conversation/content.ts'
import { callProvider, idField, MOST_PAGES, personField, readTime, textField, timeField, type Fetch, type History } from '../wire/index.ts'
import { isTokenError } from './errors.ts'
import { readTap } from './tap.ts'
import type { ZaloTokens } from './tokens.ts'

type Options = { config: Config; tokens: Pick<ZaloTokens, 'current' | 'replace'>; fetch?: Fetch }

const COUNT = 10
const itemSchema = z.object({
  /** 1: the person, 0: the OA. */
  src: z.coerce.number(),
  time: timeField,
  type: z.string().catch('text'),
  message: textField.nullish().catch(undefined),
  message_id: idField,
  from_id: personField,
  to_id: personField,
  url: z.string().nullish().catch(undefined),
})
type Item = z.infer<typeof itemSchema>
const answerSchema = z.object({ error: z.coerce.number(), data: z.array(z.unknown()).catch([]) })

/** Zalo's words for kinds, and the event that would have brought each: with the same key, what comes twice is one. */
const KINDS: ReadonlyMap<string, readonly [event: string, kind: MessageKind]> = new Map([
  ['text', ['user_send_text', 'text']],
  ['link', ['user_send_link', 'text']],
  ['photo', ['user_send_image', 'image']],
  ['image', ['user_send_image', 'image']],
  ['gif', ['user_send_gif', 'image']],
  ['voice', ['user_send_audio', 'audio']],
  ['audio', ['user_send_audio', 'audio']],
  ['video', ['user_send_video', 'video']],
  ['file', ['user_send_file', 'file']],
  ['sticker', ['user_send_sticker', 'sticker']],
  ['location', ['user_send_location', 'location']],
])

export function zaloHistory({ config, tokens, fetch }: Options): History {
  const account = config.ZALO_OA_ID ?? ''

  /** One page, with a fresh token where the one we had is dead. Undefined: no answer. */
  async function ask(url: string): Promise<unknown[] | undefined> {
    const once = async (access: string) => {
      const answer = await callProvider(url, { headers: { access_token: access } }, { fetch })
      return answer.kind === 'answer' ? answerSchema.safeParse(answer.body).data : undefined
    }
    const token = await tokens.current()
    let page = token.ok ? await once(token.access) : undefined
    if (token.ok && page && isTokenError(page.error)) {
      const fresh = await tokens.replace(token.access)
      page = fresh.ok ? await once(fresh.access) : undefined
    }
    return page?.error === 0 ? page.data : undefined
  }

  /** Pages of one list, newest first, until one is older than `from`. Undefined: Zalo did not answer. */
  async function read(path: string, of: Record<string, string>, from: Date, now: Date): Promise<Item[] | undefined> {
    const items: Item[] = []
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = encodeURIComponent(JSON.stringify({ ...of, offset: page * COUNT, count: COUNT }))
      const data = await ask(`${config.ZALO_API_URL}/v2.0/oa/${path}?data=${query}`)
      if (!data) return undefined
      const here = data.flatMap((item) => itemSchema.safeParse(item).data ?? [])
      items.push(...here)
      if (data.length < COUNT || here.some(({ time }) => readTime(time, now) < from)) return items
    }
    return items
  }

  return async ({ from, to }) => {
    const recent = await read('listrecentchat', {}, from, to)
    if (!recent) return undefined
    const people = new Set(recent.filter(({ time }) => readTime(time, to) >= from).map(({ src, from_id: sender, to_id: receiver }) => (src === 1 ? sender : receiver)))
    const said: Inbound[] = []
    for (const person of people) {
      const items = await read('conversation', { user_id: person }, from, to)
      if (!items) return undefined
      said.push(...items.filter(({ src, from_id: sender }) => src === 1 && sender !== account).map((item) => heard(item, account, to)))
    }
    return said.filter(({ saidAt }) => saidAt >= from && saidAt <= to).toSorted((a, b) => a.saidAt.getTime() - b.saidAt.getTime())
  }
}

function heard({ type, message, message_id: id, from_id: externalId, time, url }: Item, account: string, now: Date): Inbound {
  const [event, kind] = KINDS.get(type.toLowerCase()) ?? (['user_send_business_card', 'other'] as const)
  const content = kind === 'text' ? readTap(message ?? '') : { text: message ?? '', ...(url ? { media: [{ url }] } : {}) }
  return { channel: 'zalo', account, externalId, eventKey: `${event}:${id}`, providerMessageId: id, kind, content, saidAt: readTime(time, now) }
}
