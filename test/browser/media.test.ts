/** In a real browser: what a child sent stays closed until somebody opens it with a reason; and the administrator's page of the channels. */
import { expect, test } from 'vitest'
import { picture } from '../support/browser.ts'
import { axeFindings } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { simulatedDesk } from '../support/simulatedDesk.ts'

const here = simulatedDesk()

const LONG = 180_000

/** Half a second of nothing, as WAV. */
function silence(): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + 4000, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, 4000]] as const) head.writeUInt32LE(value, at)
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) head.writeUInt16LE(value, at)
  head.write('data', 36, 'latin1')
  return Buffer.concat([head, Buffer.alloc(4000, 0x80)])
}

async function conversationOf(said: string | undefined): Promise<string> {
  return eventually(async () => {
    const { rows: [row] } = await here.database.db.pool.query<{ id: string; state: string }>('select m.conversation_id as id, d.state from message m join media d on d.message_id = m.id where m.provider_message_id = $1', [said])
    expect(row?.state).toBe('stored')
    return row?.id ?? ''
  })
}

test('a picture is a closed card; opened with a reason it is blurred until a second press, and gone when closed', async () => {
  const child = here.sim.zalo.person()
  const url = here.sim.media.address('image') ?? ''
  await child.sends('image', { url, thumbnail: url })
  const desk = await here.at('counsellor', `/c/${await conversationOf(child.chat[0]?.id)}`)
  const card = desk.getByTestId('media')
  await card.waitFor()
  expect(await card.getAttribute('data-state')).toBe('stored')
  expect(await desk.locator('.transcript img, .transcript video, .transcript audio').count()).toBe(0)
  expect(await card.getByTestId('media-open').count()).toBe(0)
  await desk.getByTestId('claim').click()
  await card.getByTestId('media-open').click()
  expect(await desk.getByTestId('media-confirm').isDisabled()).toBe(true)
  await desk.locator('input[name=reason][value=danger]').check()
  expect(await axeFindings(desk)).toEqual([])
  await desk.getByTestId('media-confirm').click()
  const image = desk.getByTestId('media-image')
  await image.waitFor()
  await eventually(async () => expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0))
  const filter = () => image.evaluate((img) => getComputedStyle(img).filter)
  expect(await filter()).toMatch(/^blur/)
  await picture(desk, 'media-opened')
  await desk.getByTestId('media-clear').click()
  expect(await filter()).toBe('none')
  expect(await axeFindings(desk)).toEqual([])
  await card.getByRole('button', { name: 'Đóng lại' }).click()
  expect(await image.count()).toBe(0)
  await card.getByText('Đã có 1 lần mở.').waitFor()
}, LONG)

test('a voice message in AMR says that it cannot be played here and offers to save it; nothing plays by itself', async () => {
  const child = here.sim.zalo.person()
  await child.sends('audio')
  const desk = await here.at('supervisor', `/c/${await conversationOf(child.chat[0]?.id)}`)
  const card = desk.getByTestId('media')
  await card.getByTestId('media-open').click()
  await desk.locator('input[name=reason][value=told]').check()
  await desk.getByTestId('media-confirm').click()
  const saved = desk.waitForEvent('download')
  await card.getByTestId('media-download').click()
  expect((await saved).suggestedFilename()).toMatch(/^[0-9a-f]{8}\.amr$/)
  expect(await desk.locator('audio').count()).toBe(0)
}, LONG)

test('a recording that a browser can play is there to be played after the same act, and does not start by itself', async () => {
  const child = here.sim.messenger.person()
  await child.sends('audio', { url: here.sim.media.address('audio', silence()) })
  const desk = await here.at('supervisor', `/c/${await conversationOf(child.chat[0]?.id)}`)
  await desk.getByTestId('media-open').click()
  await desk.locator('input[name=reason][value=told]').check()
  await desk.getByTestId('media-confirm').click()
  const audio = desk.getByTestId('media-audio')
  await audio.waitFor()
  await eventually(async () => expect(await audio.evaluate((one: HTMLAudioElement) => ({ seconds: one.duration, paused: one.paused }))).toEqual({ seconds: 0.5, paused: true }))
}, LONG)

test('the administrator sees the channels and authorises Zalo: the code leaves the address at once', async () => {
  here.sim.zalo.tokens.revoke()
  const child = here.sim.zalo.person()
  await child.says('Em muốn hỏi một chuyện ạ')
  await eventually(async () => expect((await here.database.db.pool.query('select 1 from channel_token where failed_at is not null')).rowCount).toBe(1))
  const desk = await here.at('admin', '/channels')
  await desk.getByTestId('channel-zalo').getByText('Mất quyền gửi tin: cần cấp quyền lại.').waitFor()
  expect(await axeFindings(desk)).toEqual([])
  await desk.getByTestId('zalo-authorise').click()
  await desk.getByTestId('zalo-said').filter({ hasText: 'Đã cấp quyền' }).waitFor()
  expect(new URL(desk.url()).search).toBe('')
  await desk.getByTestId('channel-zalo').getByText('Hoạt động bình thường.').waitFor()
  await desk.getByTestId('check-zalo').click()
  await desk.getByText('Nền tảng nhận kết nối.').waitFor()
  await picture(desk, 'channels')
}, LONG)
