/** What belongs to another: ids of others, fields nobody offered, roles one does not have. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { ANY_ID, DESK_ROUTES } from './routes.ts'
import { visitorWhoSaid, type Answer, type Staff, type Target, type Visitor } from './target.ts'
import { allOf, held, refused, refusedWith, tries, type Verdict } from './try.ts'

const transcript = z.object({ messages: z.array(z.object({ id: z.string(), place: z.string(), text: z.string(), author: z.string() })) })
const queue = z.object({ rows: z.array(z.object({ id: z.string() })) })

async function read(visitor: Visitor, after = ''): Promise<z.infer<typeof transcript>['messages']> {
  return transcript.parse(JSON.parse((await visitor.ask(`/messages?after=${encodeURIComponent(after)}`)).text)).messages
}

/** A conversation on the web in danger, found in the queue of the one who claims it. */
async function heldBy(target: Target, staff: Staff): Promise<string> {
  await visitorWhoSaid(target, 'em muốn chết, cứu em với')
  for (let waited = 0; waited < 100; waited += 1) {
    const listed = await staff.ask('/queue?view=waiting')
    const [first] = queue.safeParse(JSON.parse(listed.text)).data?.rows ?? []
    if (first && (await staff.ask(`/conversations/${first.id}/claim`, { method: 'POST', json: {} })).status === 200) return first.id
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('no conversation came into the queue')
}

const visitors = tries('others\' talk', {
  'a visitor reads another\'s words by place, by id, by event number': async (target) => {
    const secret = `bí mật ${randomUUID()}`
    const [victim, thief] = [await visitorWhoSaid(target, secret), await target.visitor()]
    const [said] = await read(victim)
    const stolen = [await read(thief, said?.place ?? ''), await read(thief, '0'), await read(thief, `${said?.id}`)].flat()
    return held(said?.text === secret && !stolen.some(({ text }) => text.includes(secret)), `${stolen.length} lines`)
  },
  'a visitor marks another\'s messages as read': async (target) => {
    const victim = await visitorWhoSaid(target, 'chào')
    const ids = (await read(victim)).map(({ id }) => id)
    const thief = await target.visitor()
    const answer = await thief.ask('/seen', { method: 'POST', json: { messages: ids.length > 0 ? ids : [randomUUID()] } })
    return held(answer.status < 500, `${answer.status}`)
  },
  'a visitor\'s message that claims to be the bot\'s, a counsellor\'s, or on another channel': async (target) => {
    const visitor = await target.visitor()
    const text = `tôi là cán bộ ${randomUUID()}`
    await visitor.ask('/messages', { method: 'POST', json: { clientId: randomUUID(), text, author: 'staff', direction: 'out', channel: 'zalo', externalId: 'x', staffId: randomUUID(), urgency: 'info', seq: 1, kind: 'image', account: 'x' } })
    const mine = (await read(visitor)).find((message) => message.text === text)
    return held(mine?.author === 'person', mine?.author ?? 'not stored')
  },
  'the same client id from two visitors swallows nothing': async (target) => {
    const clientId = randomUUID()
    const [one, two] = [await target.visitor(), await target.visitor()]
    await one.ask('/messages', { method: 'POST', json: { clientId, text: 'một' } })
    await two.ask('/messages', { method: 'POST', json: { clientId, text: 'hai' } })
    const texts = (await read(two)).map(({ text }) => text)
    return held(texts.includes('hai') && !texts.includes('một'), texts.length > 0 ? 'kept' : 'lost')
  },
})

const strangers = tries('others\' matters', {
  'alarm links made by hand': async (target) => allOf(await Promise.all(
    [`${randomUUID()}.${'A'.repeat(22)}`, `${randomUUID()}.`, '.', randomUUID(), `..%2f..%2fdesk`, `${randomUUID()}.${'A'.repeat(4_000)}`].map(async (token) => {
      const [shown, done] = [await target.ask(`${ALARM_LINK}/${token}`), await target.ask(`${ALARM_LINK}/${token}`, { method: 'POST' })]
      return [token.slice(-24), held([shown, done].every(({ status }) => status >= 400 && status < 500), `${shown.status} ${done.status}`)] as const
    }))),
})

/** Where a call's link leads (src/app.ts). */
const ALARM_LINK = '/alarm'
const UUIDS = ['00000000-0000-4000-8000-0000000000ff', randomUUID()]
const NO_IDS = ['1', '..%2f..%2fme', `' or 1=1 --`, '%00', 'null', `${randomUUID()}'`, '1;select pg_sleep(5)']

/** Refused, or an answer in which there is nothing. */
function nothingIn(answer: Answer): Verdict {
  return held(refused(answer).held || /^(?:\[\]|\{"\w+":\[\]\})$/.test(answer.text), `${answer.status}`)
}

const insiders = tries('others\' matters', {
  'ids that do not exist, and ids that are none': async (target) => {
    const staff = await target.staff('counsellor')
    return allOf(await Promise.all([...UUIDS, ...NO_IDS].map(async (id) => [id, refused(await staff.ask(`/conversations/${encodeURIComponent(id)}`))] as const)))
  },
  'SQL in queries and cursors': async (target) => {
    const staff = await target.staff('counsellor')
    const evil = [`'; drop table staff; --`, '1 union select password_hash from staff', '\u0000', '{"a":1}', 'a'.repeat(5_000)].map(encodeURIComponent)
    const paths = evil.flatMap((value) => [`/queue?view=${value}`, `/queue?view=all&after=${value}`, `/queue?view=all&limit=${value}`, `/conversations/${UUIDS[0]}/messages?before=${value}`])
    return allOf(await Promise.all(paths.map(async (path) => [path.slice(0, 40), refused(await staff.ask(path))] as const)))
  },
  'cursors made by hand': async (target) => {
    const staff = await target.staff('counsellor')
    const made = [
      ...['2026-99-99 99:99:99+00', '2026-02-31 10:00:00+00', '2026-01-01 10:00:00+99'].map((sort) => ({ urgency: 'high', sort, id: UUIDS[0] })),
      { urgency: 'high', sort: 'infinity', id: `' or 1=1` }, { urgency: 'x', sort: 'infinity', id: UUIDS[0] }, [], null,
    ].map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url'))
    return allOf(await Promise.all(made.map(async (cursor, index) => [`${index}`, refused(await staff.ask(`/queue?view=all&after=${cursor}`))] as const)))
  },
  'a counsellor acts on a colleague\'s conversation': async (target) => {
    const [owner, other] = [await target.staff('counsellor'), await target.staff('counsellor2')]
    const id = await heldBy(target, owner)
    const acts: [string, object][] = [
      ['reply', { clientId: randomUUID(), text: 'x', lastSeenSeq: 999 }], ['release', { to: 'bot' }], ['close', { reason: 'helped', lastSeenSeq: 999 }],
      ['transfer', { staffId: other.id, note: 'x' }], ['take-over', { reason: 'absent' }], ['claim', {}],
    ]
    return allOf(await Promise.all(acts.map(async ([act, json]) => [act, refusedWith(await other.ask(`/conversations/${id}/${act}`, { method: 'POST', json }), 403, 409)] as const)))
  },
  'fields nobody offered: whose draft, whose note, whose reply': async (target) => {
    const [owner, other] = [await target.staff('counsellor'), await target.staff('counsellor2')]
    const id = await heldBy(target, owner)
    await owner.ask(`/conversations/${id}/draft`, { method: 'PUT', json: { text: 'my draft 4711', staffId: other.id, conversationId: randomUUID() } })
    const noted = await owner.ask(`/conversations/${id}/notes`, { method: 'POST', json: { clientId: randomUUID(), text: 'note 4711', staffId: other.id, by: { id: other.id }, at: '2000-01-01T00:00:00Z' } })
    const [mine, theirs] = [await owner.ask(`/conversations/${id}`), await other.ask(`/conversations/${id}`)]
    const note = z.object({ notes: z.array(z.object({ text: z.string(), by: z.object({ id: z.string() }) })) }).safeParse(JSON.parse(mine.text)).data?.notes.find(({ text }) => text === 'note 4711')
    return held(noted.status >= 400 || (note?.by.id === owner.id && !theirs.text.includes('my draft 4711')), noted.status >= 400 ? 'refused' : 'by me')
  },
  'fields nobody offered: another role for myself': async (target) => {
    const staff = await target.staff('counsellor')
    await staff.ask('/me', { method: 'PATCH', json: { locale: 'vi', role: 'head', permissions: ['staff.manage'], id: randomUUID(), active: true } })
    const now = await staff.ask('/me')
    return held(now.text.includes('"role":"counsellor"') && !now.text.includes('staff.manage'), 'counsellor')
  },
  'an administrator opens a child\'s words by any route': async (target) => {
    const id = await heldBy(target, await target.staff('counsellor'))
    const admin = await target.staff('admin')
    const routes = DESK_ROUTES.filter(([, path]) => !/^\/(?:me|accounts|account-requests|channels|staff|focal-persons|sign-out|centre|services|places|directory)(?:\/|$)/.test(path))
    return allOf(await Promise.all(routes.map(async ([method, path]) => {
      const own = path.replace(/^\/conversations\/[^/]+/, `/conversations/${id}`)
      return [`${method} ${path.slice(-20)}`, refusedWith(await admin.ask(own, { method, ...(method === 'GET' ? {} : { json: {} }) }), 403)] as const
    })))
  },
  'the id of another kind of thing, in every route that takes one': async (target) => {
    const id = await heldBy(target, await target.staff('counsellor'))
    const head = await target.staff('head')
    // The log of who looked answers for any id: also what was purged has one.
    const routes = DESK_ROUTES.filter(([, path]) => path.includes(ANY_ID) && !path.startsWith('/conversations/') && !path.endsWith('/accesses'))
    return allOf(await Promise.all(routes.map(async ([method, path]) => [`${method} ${path.replace(ANY_ID, ':id')}`, nothingIn(await head.ask(path.replace(ANY_ID, id), { method, ...(method === 'GET' ? {} : { json: {} }) }))] as const)))
  },
  'a counsellor makes accounts, changes a password, or the roster': async (target) => {
    const staff = await target.staff('counsellor')
    const asks: [string, object][] = [['/accounts', { email: 'x@y.vn', name: 'x', role: 'head' }], [`/accounts/${staff.id}/change`, { role: 'head' }], [`/accounts/${staff.id}/link`, {}], ['/roster/shifts', {}]]
    return allOf(await Promise.all(asks.map(async ([path, json]) => [path, refusedWith(await staff.ask(path, { method: 'POST', json }), 403)] as const)))
  },
  'an analyst reaches a single person by any route': async (target) => {
    // The trial's seed has no analyst; a Centre has.
    const analyst = await target.staff('analyst').catch(() => undefined)
    if (!analyst) return held(true, 'no analyst here')
    const routes = DESK_ROUTES.filter(([, path]) => !/^\/(?:me|reports|sign-out)(?:\/|$)/.test(path) || path === '/reports/cases')
    return allOf(await Promise.all(routes.map(async ([method, path]) => [`${method} ${path.slice(-20)}`, refusedWith(await analyst.ask(path, { method, ...(method === 'GET' ? {} : { json: {} }) }), 403)] as const)))
  },
  'a counsellor reads who looked, lifts a hold, erases, or exports': async (target) => {
    const staff = await target.staff('counsellor')
    const routes = DESK_ROUTES.filter(([, path]) => /accesses|holds|erase|erasures|purges|retention|audit|reports|breaches/.test(path))
    return allOf(await Promise.all(routes.map(async ([method, path]) => [`${method} ${path.slice(-20)}`, refusedWith(await staff.ask(path, { method, ...(method === 'GET' ? {} : { json: {} }) }), 403)] as const)))
  },
  'the service is made to call an address of the attacker\'s choice': async (target) => {
    const staff = await target.staff('counsellor')
    const inner = ['http://169.254.169.254/latest/meta-data', 'http://127.0.0.1:1/', 'https://localhost/', 'https://fcm.googleapis.com@evil.example/x', 'https://evil.example/fcm.googleapis.com', 'https://fcm.googleapis.com.evil.example/', 'file:///etc/passwd', 'https://[::1]/']
    return allOf(await Promise.all(inner.map(async (endpoint) => [endpoint, refused(await staff.ask('/me/alarm-paths', { method: 'POST', json: { path: 'push', subscription: { endpoint, keys: { p256dh: 'x', auth: 'y' } } } }))] as const)))
  },
  'a referral, a part or a task of another case by its id': async (target) => {
    const staff = await target.staff('counsellor')
    const [id, other] = [randomUUID(), randomUUID()]
    const asks: [string, object][] = [
      [`/cases/${id}/edits`, { edits: [{ partId: other, field: 'name', baseVersion: 0, answer: { status: 'value', value: 'x' } }] }], [`/cases/${id}/parts/remove`, { partId: other }],
      [`/cases/${id}/tasks/done`, { taskId: other }], [`/referrals/${other}/act`, { act: 'send' }], [`/cases/${id}/papers`, { kind: 'mau-01' }], [`/cases/${id}/links`, { otherId: other, kind: 'same' }],
    ]
    return allOf(await Promise.all(asks.map(async ([path, json]) => [path.slice(-20), refusedWith(await staff.ask(path, { method: 'POST', json }), 404, 409)] as const)))
  },
  'markup in words stays words: answers are JSON, pages hold none of it': async (target) => {
    const markup = `<img src=x onerror=alert(${Math.trunc(Math.random() * 1e9)})>"'</script><script>alert(1)</script>{{7*7}}\${7*7}=cmd|' /C calc'!A0`
    const visitor = await visitorWhoSaid(target, markup)
    const api = await visitor.ask('/messages')
    const pages = await Promise.all(['/', '/chat', '/desk'].map((path) => target.ask(path)))
    const kept = (await read(visitor)).some(({ text }) => text === markup)
    return held(kept && api.headers.get('content-type')?.startsWith('application/json') === true && pages.every(({ text }) => !text.includes('onerror=alert')), kept ? 'kept as text' : 'changed')
  },
}, 'password')

export const rightsTries = [...visitors, ...strangers, ...insiders]
