import { expect, test } from 'vitest'
import { RETURN_CODE_PAYLOAD } from '../conversation/index.ts'
import { centreSchema } from '../directory/index.ts'
import demoCentre from '../directory/demo-centre.json' with { type: 'json' }
import type { Locales } from '../locales.ts'
import { createSpeech } from './speech.ts'

const centre = centreSchema.parse(demoCentre)
const texts: Record<string, string> = { bye: 'Muốn quay lại từ máy khác, em bấm {{receipt}}.', hello: 'Chào em.', returnCode: 'Lấy mã quay lại' }
const locales: Locales = {
  room: () => ({}),
  text: (_language, _room, key, params = {}) => (texts[key] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name])),
}
const speech = createSpeech(locales, () => centre)

test('in the web chat a sentence about coming back brings its button, and no code', () => {
  expect(speech.say('vi', { kind: 'say', key: 'bye' }, 'web')).toEqual({
    text: 'Muốn quay lại từ máy khác, em bấm “Lấy mã quay lại”.', key: 'bye', buttons: [{ title: 'Lấy mã quay lại', payload: RETURN_CODE_PAYLOAD }],
  })
})
test.each(['zalo', 'messenger'])('on %s, where the channel itself is the way back, it is left unsaid', (channel) => {
  expect(speech.say('vi', { kind: 'say', key: 'bye' }, channel)).toBeUndefined()
  expect(speech.say('vi', { kind: 'say', key: 'hello' }, channel)).toEqual({ text: 'Chào em.', key: 'hello' })
})
