/** A channel that does not work: those who can mend it hear of it, by mail, without a word about anybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callAboutChannels } from '../../src/alarms/index.ts'
import { transaction } from '../../src/database/index.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type Sent } from './support.ts'

let room: Awaited<ReturnType<typeof startAlarmRoom>>
beforeAll(async () => { room = await startAlarmRoom() })
afterAll(() => room.stop())

test('administrator and head are told once, and pointed to the page of the channels', async () => {
  const sent: Sent[] = []
  const running = await room.start([fakePath('mail', sent)])
  await transaction(room.db.pool, (client) => callAboutChannels(client))
  await eventually(() => expect(sent.map(({ to }) => to).toSorted()).toEqual(['admin@demo.local', 'head@demo.local']))
  for (const { call } of sent) {
    expect(call).toMatchObject({ kind: 'channel', alarmId: null, link: 'https://langnghe.example.vn/desk/channels' })
    expect(call.text).toContain(call.link)
  }
  await running.stop()
})
