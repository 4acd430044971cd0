import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationSchema, identityFoundSchema, identitySchema } from '../../src/desk/api.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

const NAME = 'Hồ Thị Na'
const CONTACT = '0905 123 678'
let room: TestDesk
let id: string
let external: string
let custodian: Browser
let hoa: Browser

/** A person whose platform told a display name, and who gave a number to the bot. */
beforeAll(async () => {
  room = await startTestDesk()
  external = randomUUID()
  id = await room.write(external, 'em buồn')
  const { rows: [person] } = await room.db.pool.query<{ id: string; keyId: string; wrapped: Buffer }>(
    'select p.id, p.key_id as "keyId", k.wrapped from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id where c.id = $1', [id])
  if (!person) throw new Error('the person is there')
  const key = room.vault.unwrap(person.keyId, person.wrapped)
  const session = { dialog: { slots: { reporterContact: { status: 'value', value: CONTACT }, age: { status: 'value', value: 12 } } } }
  await room.db.pool.query('update person set name_enc = $2 where id = $1', [person.id, room.vault.seal(key, `person.name:${person.id}`, NAME)])
  await room.db.pool.query(`update conversation set session_enc = $2, owner_kind = 'queue', waiting_since = now() where id = $1`, [id, room.vault.seal(key, `conversation.session:${id}`, JSON.stringify(session))])
  custodian = await room.signIn('custodian')
  hoa = await room.signIn('counsellor')
})
afterAll(() => room.stop())

const read = async (who: Browser) => conversationSchema.parse((await who.get(`/conversations/${id}`)).body)
const contactIn = ({ facts }: Awaited<ReturnType<typeof read>>) => facts.find(({ name }) => name === 'reporterContact')?.value

test('the display name is masked for everybody at the desk, the number somebody gave is whole for the one who holds the talk alone', async () => {
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  for (const [who, contact] of [['counsellor', CONTACT], ['counsellor2', '•••678'], ['supervisor', '•••678'], ['head', '•••678']] as const) {
    const seen = await read(await room.signIn(who))
    expect([who, seen.personName, contactIn(seen)]).toEqual([who, 'H••• T••• N•••', contact])
    expect(JSON.stringify(seen)).not.toContain(NAME)
    expect(JSON.stringify(seen)).not.toContain(external)
  }
})

test('the custodian finds masked and opens for a reason; both are in the log, and no word of the talk is shown', async () => {
  const found = await custodian.get(`/identity?text=${encodeURIComponent(`http://x/desk/c/${id}`)}`)
  expect(identityFoundSchema.parse(found.body).people).toEqual([expect.objectContaining({ conversationId: id, maskedName: 'H••• T••• N•••', caseNumber: null })])
  const opened = await custodian.post(`/conversations/${id}/identity`, { reason: 'authority', paper: '123/CV-CAĐN' })
  expect(identitySchema.parse(opened.body)).toEqual({ name: NAME, channel: 'zalo', account: 'a-1', externalId: external, contact: CONTACT })
  expect(JSON.stringify([found.body, opened.body])).not.toContain('buồn')
  expect(await room.logged('identity.find', id)).toEqual([{ staffId: custodian.me.id, reason: null }])
  expect(await room.logged('identity.reveal', id)).toEqual([{ staffId: custodian.me.id, reason: 'authority 123/CV-CAĐN' }])
})

test.each([[{}], [{ reason: 'authority' }], [{ reason: 'curious', paper: '12' }], [{ reason: 'danger', paper: '' }], [{ reason: 'danger', paper: 'x'.repeat(41) }], [{ reason: 'danger', paper: 'a\nb' }]])('without a reason of the list and a paper nothing is opened: %j', async (body) => {
  const before = await room.logged('identity.reveal', id)
  expect((await custodian.post(`/conversations/${id}/identity`, body)).status).toBe(400)
  expect(await room.logged('identity.reveal', id)).toEqual(before)
})

test('a custodian reads no conversation, no case and no list of them', async () => {
  for (const path of ['/queue', `/conversations/${id}`, `/conversations/${id}/messages`, '/wall', '/alarms', '/accounts', '/views']) expect([path, (await custodian.get(path)).status]).toEqual([path, 403])
})

test('a talk for the focal persons is not found, and not opened', async () => {
  const other = await room.write(randomUUID(), 'cô ở trung tâm')
  await room.db.pool.query('insert into focal_talk (conversation_id) values ($1)', [other])
  expect((await custodian.get(`/identity?text=${other}`)).body).toEqual({ people: [] })
  expect((await custodian.post(`/conversations/${other}/identity`, { reason: 'danger', paper: 'Công an xã' })).status).toBe(404)
})

test('an open desk is not enough: password again after ten minutes', async () => {
  await room.db.pool.query(`update staff_session set proved_at = now() - interval '11 minutes' where staff_id = $1`, [custodian.me.id])
  const answer = await custodian.post(`/conversations/${id}/identity`, { reason: 'danger', paper: 'Công an xã' })
  expect([answer.status, refusal(answer).key]).toEqual([403, 'error.proof-needed'])
})
