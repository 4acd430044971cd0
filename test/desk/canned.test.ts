import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANNED_TOPICS, cannedSchema, type Canned } from '../../src/desk/api.ts'
import { seedCanned } from '../../src/desk/index.ts'
import { readLocales } from '../../src/locales.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  await seedCanned(room.db.pool, await readLocales())
  ;[hoa, lan] = [await room.signIn('counsellor'), await room.signIn('supervisor')]
})
afterAll(() => room.stop())

const list = async (who: Browser, query = ''): Promise<Canned['answers']> => cannedSchema.parse((await who.get(`/canned${query}`)).body).answers
const NEW = { topic: 'listen', locale: 'vi', title: 'Cùng chờ', text: 'Cô chờ em. Cần ngay thì gọi {{child111}}.', active: true, place: 50 }

test('a new Centre begins with sentences for every topic in both languages, once however many start', async () => {
  const before = await list(hoa)
  for (const locale of ['vi', 'en']) {
    expect(new Set(before.filter((one) => one.locale === locale).map(({ topic }) => topic))).toEqual(new Set(CANNED_TOPICS))
  }
  const locales = await readLocales()
  await Promise.all([seedCanned(room.db.pool, locales), seedCanned(room.db.pool, locales)])
  expect((await list(hoa)).length).toBe(before.length)
})

test('sentences come in the order of a talk, numbers filled in from the Centre\'s settings', async () => {
  const answers = await list(hoa)
  const order = answers.map(({ topic }) => CANNED_TOPICS.indexOf(topic))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  const call = answers.find(({ text, locale }) => locale === 'vi' && text.includes('{{police}}'))
  expect(call?.filled).toContain(room.desk.centre().numbers.police.number)
  expect(answers.filter(({ filled }) => filled.includes('{{'))).toEqual([])
})

test('a supervisor adds, changes and puts away; a counsellor sees what is offered and changes nothing', async () => {
  const added = await lan.post('/canned', NEW)
  expect(added.status).toBe(200)
  const mine = (await list(hoa)).find(({ title }) => title === NEW.title)
  expect(mine).toMatchObject({ filled: expect.stringContaining(room.desk.centre().numbers.child111.number), updatedBy: lan.me.name, version: 0 })
  expect((await lan.put(`/canned/${mine?.id}`, { ...NEW, active: false, version: 0 })).status).toBe(200)
  expect((await list(hoa)).map(({ title }) => title)).not.toContain(NEW.title)
  expect((await list(hoa, '?all=true')).map(({ title }) => title)).not.toContain(NEW.title)
  expect((await list(lan, '?all=true')).map(({ title }) => title)).toContain(NEW.title)
  const { rows } = await room.db.pool.query<{ actor: string }>(`select actor from change_log where table_name = 'canned_answer' and row_id = $1`, [mine?.id])
  expect(rows).toEqual([{ actor: lan.me.id }, { actor: lan.me.id }])
})

test('who saves over a colleague\'s newer version is refused; so is a hole that nothing fills', async () => {
  await lan.post('/canned', { ...NEW, title: 'Hai người cùng sửa' })
  const one = (await list(lan)).find(({ title }) => title === 'Hai người cùng sửa')
  const save = (text: string) => lan.put(`/canned/${one?.id}`, { ...NEW, text, version: one?.version })
  const [first, second] = [await save('Bản một'), await save('Bản hai')]
  expect([first.status, second.status]).toEqual([200, 409])
  expect(refusal(second).key).toBe('error.changed')
  expect((await list(lan)).find(({ id }) => id === one?.id)?.text).toBe('Bản một')
  const hole = await lan.post('/canned', { ...NEW, text: 'Gọi {{mother}} nhé' })
  expect([hole.status, refusal(hole).key, refusal(hole).details]).toEqual([400, 'error.canned-hole', { hole: 'mother' }])
})
