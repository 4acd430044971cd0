import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPart, editCase, linkCases, readCase, readFieldHistory, removePart, searchCases, suggestCases, type CaseView, type Officer } from '../../src/cases/index.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
let binh: Officer
beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('counsellor', 'Nguyễn An')
  binh = await cases.officer('counsellor', 'Trần Bình')
})
afterAll(() => cases.drop())

const field = (view: CaseView, kind: string, name: string) => view.parts.find((part) => part.kind === kind)?.fields.get(name)

describe('prefilling', () => {
  test('what the bot heard stands in the record as unconfirmed, with the commune behind an old name', async () => {
    const { id } = await cases.caseOf({
      reporter: 'neighbour', categories: ['A6'],
      slots: {
        place: { status: 'value', value: 'xã Quế Thọ cũ' }, age: { status: 'value', value: 7 }, injured: { status: 'unknown' }, carer: { status: 'declined' },
        situation: { status: 'value', value: 'cháu ở nhà một mình cả ngày' }, reporterContact: { status: 'value', value: 'chị Hoa 0905 000 111' },
      },
    })
    const view = await readCase(cases.room, an, id)
    expect(field(view, 'concern', 'commune')).toMatchObject({ answer: value('20767'), source: 'machine', by: null })
    expect(field(view, 'concern', 'communeOld')?.answer).toEqual(value('Quế Thọ'))
    expect(field(view, 'child', 'age')?.answer).toEqual(value(7))
    expect(field(view, 'child', 'injured')?.answer).toEqual({ status: 'unknown' })
    expect(field(view, 'child', 'carer')?.answer).toEqual({ status: 'declined' })
    expect(field(view, 'child', 'name')).toBeUndefined()
    expect(field(view, 'reporter', 'kind')?.answer).toEqual(value('neighbour'))
    expect(field(view, 'reporter', 'phone')?.answer).toEqual(value('0905000111'))
    expect(field(view, 'concern', 'category')?.answer).toEqual(value('A6'))
  })

  test('whom the bot heard of stands as a relation, never as a code in a note; other words stay words', async () => {
    const harmerOf = async (said: string) => {
      const { id } = await cases.caseOf({ slots: { who: { status: 'value', value: said } } })
      const fields = (await readCase(cases.room, an, id)).parts.find(({ kind }) => kind === 'harmer')?.fields
      return [fields?.get('relation')?.answer, fields?.get('note')?.answer]
    }
    expect(await harmerOf('stepparent')).toEqual([value('stepparent'), undefined])
    expect(await harmerOf('online')).toEqual([value('online-contact'), undefined])
    expect(await harmerOf('ông Ba đầu xóm')).toEqual([undefined, value('ông Ba đầu xóm')])
  })

  test('reading again writes nothing new, and a human’s answer is never overwritten by the machine', async () => {
    const { id } = await cases.caseOf({ slots: { age: { status: 'value', value: 7 } } })
    const first = await readCase(cases.room, an, id)
    const child = first.parts.find(({ kind }) => kind === 'child')
    await editCase(cases.room, an, id, [{ partId: child?.id ?? '', field: 'age', baseVersion: 1, answer: value(9) }])
    const again = await readCase(cases.room, an, id)
    expect(field(again, 'child', 'age')).toMatchObject({ answer: value(9), source: 'staff', by: an.id, version: 2 })
    expect((await readCase(cases.room, an, id)).record.version).toBe(again.record.version)
  })

  test('saying the same as the machine confirms it', async () => {
    const { id } = await cases.caseOf({ slots: { age: { status: 'value', value: 7 } } })
    const view = await readCase(cases.room, an, id)
    const child = view.parts.find(({ kind }) => kind === 'child')
    await editCase(cases.room, an, id, [{ partId: child?.id ?? '', field: 'age', baseVersion: 1, answer: value(7) }])
    expect(field(await readCase(cases.room, an, id), 'child', 'age')).toMatchObject({ source: 'staff', by: an.id })
  })
})

describe('editing', () => {
  test('two officers on different fields merge; on the same field the second is asked, with both values (F15)', async () => {
    const { id } = await cases.caseOf()
    const { id: partId } = await addPart(cases.room, an, id, { kind: 'child', answers: { name: value('Nguyễn Thị Tý') } })
    expect(await editCase(cases.room, an, id, [{ partId, field: 'school', baseVersion: 0, answer: value('Trường A') }])).toEqual({ ok: true, written: 1 })
    expect(await editCase(cases.room, binh, id, [{ partId, field: 'carer', baseVersion: 0, answer: value('bà ngoại') }])).toEqual({ ok: true, written: 1 })
    const result = await editCase(cases.room, binh, id, [
      { partId, field: 'school', baseVersion: 0, answer: value('Trường B') },
      { partId, field: 'address', baseVersion: 0, answer: value('thôn 2') },
    ])
    expect(result).toMatchObject({ ok: false, why: 'conflict', conflicts: [{ field: 'school', mine: value('Trường B'), theirs: value('Trường A'), theirVersion: 1, by: an.id }] })
    const view = await readCase(cases.room, an, id)
    expect(field(view, 'child', 'carer')?.answer).toEqual(value('bà ngoại'))
    expect(field(view, 'child', 'address'), 'nothing of a conflicting save is written').toBeUndefined()
  })

  test('two saves of one field at the same moment: one is written, the other is a conflict', async () => {
    const { id } = await cases.caseOf()
    const { id: partId } = await addPart(cases.room, an, id, { kind: 'child' })
    const results = await Promise.all(['một', 'hai', 'ba'].map((said) => editCase(cases.room, an, id, [{ partId, field: 'wishes', baseVersion: 0, answer: value(said) }])))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('every version of a field is kept, with who and when, and cannot be changed', async () => {
    const { id } = await cases.caseOf()
    const { id: partId } = await addPart(cases.room, an, id, { kind: 'child', answers: { name: { status: 'unknown' } } })
    await editCase(cases.room, binh, id, [{ partId, field: 'name', baseVersion: 1, answer: value('Lê Thị Na') }])
    await editCase(cases.room, an, id, [{ partId, field: 'name', baseVersion: 2, answer: { status: 'not-asked' } }])
    expect(await readFieldHistory(cases.room, an, id, { partId, name: 'name' })).toMatchObject([
      { version: 3, answer: { status: 'not-asked' }, byName: 'Nguyễn An' }, { version: 2, answer: value('Lê Thị Na'), byName: 'Trần Bình' }, { version: 1, answer: { status: 'unknown' } },
    ])
    await expect(cases.db.pool.query('update case_field_version set status = $1', ['unknown'])).rejects.toThrow(/append-only/)
  })

  test('an answer that does not fit its field is refused; text is kept as NFC', async () => {
    const { id } = await cases.caseOf()
    const { id: partId } = await addPart(cases.room, an, id, { kind: 'child' })
    const edit = (name: string, answer: ReturnType<typeof value>) => editCase(cases.room, an, id, [{ partId, field: name, baseVersion: 0, answer }])
    await expect(edit('sex', value('girl'))).rejects.toMatchObject({ code: 'bad-request' })
    await expect(edit('birthDate', value('31/02/2015'))).rejects.toMatchObject({ code: 'bad-request' })
    await expect(edit('commune', value('99999'))).rejects.toMatchObject({ code: 'bad-request' })
    await expect(edit('nothing', value('x'))).rejects.toMatchObject({ code: 'bad-request' })
    await edit('name', value('Nguyễn Tý'.normalize('NFD')))
    expect(field(await readCase(cases.room, an, id), 'child', 'name')?.answer).toEqual(value('Nguyễn Tý'.normalize('NFC')))
  })

  test('nothing a person said lies readable in the tables of a case', async () => {
    const { id } = await cases.caseOf()
    await addPart(cases.room, an, id, { kind: 'child', answers: { name: value('Hồ Canary'), phone: value('0905777888'), birthDate: value('2015-03-04') } })
    await addPart(cases.room, an, id, { kind: 'note', answers: { text: value('Canary ở nhà bà') } })
    for (const table of ['case_part', 'case_field', 'case_field_version', 'case_index', 'case_event', 'change_log', 'access_log']) {
      const { rows } = await cases.db.pool.query<{ all: string }>(`select coalesce(string_agg(t::text, ' '), '') as all from ${table} t`)
      for (const canary of ['Canary', '0905777888', '2015-03-04', Buffer.from('Canary').toString('hex')]) expect(rows[0]?.all, table).not.toContain(canary)
    }
  })

  test('a removed part leaves the record and the search, not the history', async () => {
    const { id } = await cases.caseOf()
    const { id: partId } = await addPart(cases.room, an, id, { kind: 'harmer', answers: { name: value('Phan Văn Biến Mất') } })
    await removePart(cases.room, an, id, partId)
    expect((await readCase(cases.room, an, id)).parts.some((part) => part.id === partId)).toBe(false)
    expect(await searchCases(cases.room, an, { text: 'Phan Văn Biến Mất' })).toEqual([])
    expect(await readFieldHistory(cases.room, an, id, { partId, name: 'name' })).toHaveLength(1)
  })

  test('every opening and edit stands in the access log', async () => {
    const { id } = await cases.caseOf()
    await readCase(cases.room, binh, id)
    await addPart(cases.room, binh, id, { kind: 'note' })
    const { rows } = await cases.db.pool.query(`select action from access_log where subject_id = $1 and staff_id = $2 order by id`, [id, binh.id])
    expect(rows.map(({ action }) => action)).toEqual(['case.open', 'case.edit'])
  })

  test('a record whose key was destroyed says so', async () => {
    const { id } = await cases.caseOf()
    await cases.db.pool.query('update data_key set wrapped = null, destroyed_at = now() where id = (select key_id from case_record where id = $1)', [id])
    await expect(readCase(cases.room, an, id)).rejects.toMatchObject({ code: 'not-found', publicKey: 'error.erased' })
  })
})

describe('earlier cases', () => {
  test('are suggested by name as it sounds, phone, and date of birth beside another sign; never merged', async () => {
    const [first, second, stranger] = [await cases.caseOf(), await cases.caseOf(), await cases.caseOf()]
    await addPart(cases.room, an, first.id, { kind: 'child', answers: { name: value('Hồ Thị Trúc Ly'), birthDate: value('2014-05-06') } })
    await addPart(cases.room, an, second.id, { kind: 'child', answers: { name: value('ho thi chuc li'), birthDate: value('2014-05-06') } })
    await addPart(cases.room, an, stranger.id, { kind: 'child', answers: { birthDate: value('2014-05-06') } })
    const suggested = await suggestCases(cases.room, an, second.id)
    expect(suggested).toMatchObject([{ id: first.id, score: 4 }])
    await linkCases(cases.room, an, { caseId: second.id, otherId: first.id, kind: 'different' })
    expect(await suggestCases(cases.room, an, second.id)).toEqual([])
    expect((await readCase(cases.room, an, first.id)).parts.filter(({ kind }) => kind === 'child')).toHaveLength(1)
  })

  test('of the same person are suggested first', async () => {
    const first = await cases.caseOf()
    const second = await cases.caseOf({ personId: first.personId })
    expect(await suggestCases(cases.room, an, second.id)).toMatchObject([{ id: first.id, likeness: ['same-person'] }])
  })

  test('phones match however they were written', async () => {
    const [first, second] = [await cases.caseOf(), await cases.caseOf()]
    await addPart(cases.room, an, first.id, { kind: 'reporter', answers: { phone: value('+84 905 333 444') } })
    await addPart(cases.room, an, second.id, { kind: 'household', answers: { phone: value('0905.333.444') } })
    expect(await suggestCases(cases.room, an, first.id)).toMatchObject([{ id: second.id, likeness: ['phone'] }])
  })
})

test('a case is found by number, name without marks, end of a name, phone and date of birth', async () => {
  const { id } = await cases.caseOf()
  await addPart(cases.room, an, id, { kind: 'child', answers: { name: value('Arâl Thị Dạ Thảo'), birthDate: value('2013-09-09'), phone: value('0935123456') } })
  const { number } = (await readCase(cases.room, an, id)).record
  for (const text of [number, 'aral thi da thao', 'da thao', 'Dạ Thảo', '0935 123 456', '9/9/2013', '2013-09-09']) {
    expect((await searchCases(cases.room, an, { text })).map((hit) => hit.id), text).toContain(id)
  }
  expect((await searchCases(cases.room, an, { text: '' }))[0]?.id).toBeDefined()
})
