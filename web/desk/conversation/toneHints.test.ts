import { expect, test } from 'vitest'
import { toneHints } from './toneHints.ts'

test.each([
  ['Tại sao con không nói với mẹ?', ['why']],
  ['sao em lai khong ke som hon', ['why']],
  ['Đáng lẽ em phải về sớm', ['blame']],
  ['Cô hứa với em là sẽ giữ bí mật tuyệt đối', ['promise']],
  ['Chắc chắn sẽ không sao đâu', ['promise']],
  ['Why did you go there? I promise it will be fine', ['why', 'promise']],
])('"%s" is warned about', (text, hints) => {
  expect(toneHints(text)).toEqual(hints)
})

test.each([
  'Chuyện này không phải lỗi của em.',
  'It is not your fault.',
  'Chị không hứa được điều đó, nhưng chị ở đây với em.',
  'Chuyện xảy ra thế nào?',
  'Em đang ở đâu?',
  '',
])('"%s" is left alone', (text) => {
  expect(toneHints(text)).toEqual([])
})
