/** Sign-in, cookies and requests that another site makes a browser send. */
import { randomUUID } from 'node:crypto'
import type { Answer, Target } from './target.ts'
import { allOf, held, refused, refusedWith, tries } from './try.ts'

function signIn(target: Target, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return target.ask('/desk/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json', origin: target.url, ...headers }, body: JSON.stringify(body) })
}

const valueOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1)
const tryOf = (id: string, csrf: string, headers: Record<string, string>, target: Target) => target.ask(`/desk/api/presence`, {
  method: 'POST', headers: { cookie: id, 'x-csrf-token': csrf, origin: target.url, 'content-type': 'application/json', ...headers }, body: '{"viewing":null}',
})

const strangers = tries('sessions', {
  'an unknown e-mail and a wrong password are told apart by nothing in the answer': async (target) => {
    const [unknown, known] = [await signIn(target, { email: `${randomUUID()}@demo.local`, password: 'wrong wrong wrong' }), await signIn(target, { email: 'head@demo.local', password: 'wrong wrong wrong' })]
    return held(unknown.status === known.status && unknown.text === known.text, `${unknown.status} ${known.status}`)
  },
  'signing in from another site\'s page': async (target) => refusedWith(await signIn(target, { email: 'head@demo.local', password: 'x' }, { origin: 'https://evil.example' }), 403),
  'signing in with things that are no words': async (target) => allOf(await Promise.all(
    [{ email: { $ne: '' }, password: { $ne: '' } }, { email: ['head@demo.local'], password: ['x'] }, { email: `' or 1=1 --`, password: 'x' }, { email: 'x'.repeat(10_000), password: 'x' }, { email: 'head@demo.local', password: 'x'.repeat(60_000) }]
      .map(async (body, index) => [`${index}`, refused(await signIn(target, body))] as const))),
  'cookies nobody gave out': async (target) => allOf(await Promise.all(
    ['desk=', `desk=${'A'.repeat(43)}`, 'desk=../../x', `desk=' or '1'='1`, `__Host-desk=${'A'.repeat(43)}`, 'desk=%00', `desk=${'x'.repeat(7_000)}`].map(async (cookie) => [cookie.slice(0, 20), refusedWith(await target.ask('/desk/api/me', { headers: { cookie } }), 401, 431)] as const))),
  'tokens of the chat nobody gave out': async (target) => allOf(await Promise.all(
    ['', 'Bearer', `Bearer ${'A'.repeat(43)}`, 'Basic YTpi', `Bearer ${'A'.repeat(4_000)}`, 'Bearer null'].map(async (authorization) => [authorization.slice(0, 16), refusedWith(await target.ask('/chat/api/messages', { headers: { authorization } }), 401)] as const))),
})

const insiders = tries('sessions', {
  'a session chosen by the attacker is not taken over at sign-in': async (target) => {
    const chosen = 'B'.repeat(43)
    const answer = await signIn(target, { email: 'counsellor@demo.local', password: target.secrets.password }, { cookie: `desk=${chosen}; __Host-desk=${chosen}` })
    const given = answer.headers.getSetCookie().map((cookie) => valueOf(cookie.split(';')[0] ?? ''))
    const reused = await target.ask('/desk/api/me', { headers: { cookie: `desk=${chosen}; __Host-desk=${chosen}` } })
    return held(answer.status === 200 && !given.includes(chosen) && reused.status === 401, `${answer.status} ${reused.status}`)
  },
  'cookies are for this host alone, out of a script\'s reach': async (target) => {
    const answer = await signIn(target, { email: 'counsellor@demo.local', password: target.secrets.password })
    const cookies = answer.headers.getSetCookie()
    const weak = cookies.find((cookie) => !/; HttpOnly/i.test(cookie) || !/; SameSite=Strict/i.test(cookie) || /; Domain=/i.test(cookie) || (target.url.startsWith('https') && !/; Secure/i.test(cookie)))
    return held(cookies.length > 0 && weak === undefined, weak?.replace(/=[^;]*/, '=…') ?? `${cookies.length} cookies`)
  },
  'a write without, or with another, CSRF token': async (target) => {
    const [one, other] = [await target.staff('counsellor'), await target.staff('counsellor2')]
    return allOf([
      ['none', refusedWith(await tryOf(one.cookie, '', {}, target), 403)],
      ['of another session', refusedWith(await tryOf(one.cookie, other.csrf, {}, target), 403)],
    ])
  },
  'a write from another site, with the right cookie and token': async (target) => {
    const { cookie, csrf } = await target.staff('counsellor')
    return allOf(await Promise.all([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: `${target.url}.evil.example` }, { origin: '' }].map(async (headers) => [headers.origin, refusedWith(await tryOf(cookie, csrf, headers, target), 403)] as const)))
  },
  'a write as a plain form': async (target) => {
    const { cookie, csrf } = await target.staff('counsellor')
    return refused(await tryOf(cookie, csrf, { 'content-type': 'text/plain' }, target))
  },
  'a session after its sign-out': async (target) => {
    const answer = await signIn(target, { email: 'counsellor2@demo.local', password: target.secrets.password })
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    const { csrfToken } = JSON.parse(answer.text)
    await target.ask('/desk/api/sign-out', { method: 'POST', headers: { cookie, origin: target.url, 'x-csrf-token': String(csrfToken) } })
    return refusedWith(await target.ask('/desk/api/me', { headers: { cookie } }), 401)
  },
}, 'password')

/** These use up the tries of the attacker's address, so they come last. */
export const guessingTries = tries('guessing', {
  'twelve passwords for one e-mail, each from another claimed address': async (target) => {
    const email = `${randomUUID()}@demo.local`
    const codes: number[] = []
    for (let n = 0; n < 12; n += 1) codes.push((await signIn(target, { email, password: `guess ${n} ${randomUUID()}` }, { 'x-forwarded-for': `10.1.1.${n}` })).status)
    return held(codes.includes(429), codes.join(' '))
  },
  'one password for sixty e-mails': async (target) => {
    const codes: number[] = []
    for (let n = 0; n < 60 && codes.at(-1) !== 429; n += 1) codes.push((await signIn(target, { email: `${randomUUID()}@demo.local`, password: 'Mùa xuân 2026' })).status)
    return held(codes.includes(429), `429 after ${codes.length}`)
  },
})

export const sessionTries = [...strangers, ...insiders]
