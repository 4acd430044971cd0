import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from './redact.ts'

test.each([
  // names
  ['Em tên Lan ạ', 'Em tên [NAME] ạ'],
  ['em tên là nguyễn thị bạch yến và em sợ lắm', 'em tên là [NAME] và em sợ lắm'],
  ['chau ten la hoa nam nay 9 tuoi', 'chau ten la [NAME] nam nay 9 tuoi'],
  ['Tên em là Bhnướch A Lăng', 'Tên em là [NAME]'],
  ['chú Tuấn sờ vào người em', 'chú [NAME] sờ vào người em'],
  ['thầy Hùng bắt em ở lại', 'thầy [NAME] bắt em ở lại'],
  ['hôm qua Tuấn đánh em', 'hôm qua [NAME] đánh em'],
  ["bạn H'Bia bị đánh", 'bạn [NAME] bị đánh'],
  ['Nguyễn Văn Tèo đánh con', '[NAME] đánh con'],
  ['my name is Lan and my stepdad hits me', 'my name is [NAME] and my stepdad hits me'],
  // numbers
  ['gọi cho mẹ em 0905.123.456 với', 'gọi cho mẹ em [PHONE] với'],
  ['sđt +84 905 123 456', 'sđt [PHONE]'],
  ['zalo 0 9 0 5 1 2 3 4 5 6', 'zalo [PHONE]'],
  ['số không chín không năm một hai ba bốn năm sáu nhé', 'số [PHONE] nhé'],
  ['cccd 048205001234', 'cccd [ID]'],
  ['cccd 148 205 001 234', 'cccd [ID]'],
  ['xe máy 43-C1 234.56', 'xe máy [ID]'],
  ['em sinh ngày 12/03/2014', 'em sinh ngày [DATE]'],
  // where
  ['nhà em ở 47/9 đường Lê Lợi, xã Hoà Bắc', 'nhà em ở [ADDRESS], [PLACE]'],
  ['em ở thôn Tà Lang xã Hòa Bắc', 'em ở [PLACE] [PLACE]'],
  ['nhà số 12 gần chợ', '[ADDRESS] gần chợ'],
  ['em ten lan hoc lop 3b', 'em ten [NAME] hoc [SCHOOL]'],
  ['em học lớp 5/2 trường Nguyễn Du', 'em học [SCHOOL] [SCHOOL]'],
  ['học trường THCS Trần Cao Vân', 'học [SCHOOL]'],
  // net
  ['mail em yen.cute@gmail.com', 'mail em [EMAIL]'],
  ['đây https://facebook.com/yen.cute?id=1 xem đi', 'đây [LINK] xem đi'],
  ['fb: yencute2014', 'fb: [HANDLE]'],
  ['nó tag @yen_cute vào', 'nó tag [HANDLE] vào'],
])('%s → %s', (told, redacted) => {
  expect(redact(told).text).toBe(redacted)
})

// The second reader must still hear the danger.
test.each([
  'Bố đánh em chảy máu',
  'Em muốn chết quá cô ơi',
  'Ông nội bắt em nằm xuống',
  'em sợ lắm, tối nay ba lại say',
  'Em uống 20 viên thuốc rồi',
  'em 12 tuổi, bị dượng sờ',
  'gọi 111 hay 113 vậy cô',
  'Dạ có ạ. Mẹ em không tin em',
  'có người nhắn em gửi ảnh không mặc đồ',
  'my stepdad touches me at night',
  'ba kêu em là đồ bỏ đi, mấy bạn đụng vô em là lau tay',
  'thầy bêu tên dưới cờ, em học lớp 7',
  'Tôi là cộng tác viên bản. Có người lạ rủ các cháu gái lớp 9 đi làm',
  'Chiều em ở nhà. Tối ba về là đánh',
])('danger stays as it was said: %s', (told) => {
  expect(redact(told)).toEqual({ text: told, counts: {} })
})

test('what was counted stands in the text, in NFC and also when it was written decomposed', () => {
  const { text, counts } = redact('Em tên Yến, số 0905123456, học trường Nguyễn Du'.normalize('NFD'))
  expect(text).toBe('Em tên [NAME], số [PHONE], học [SCHOOL]')
  expect(counts).toEqual({ NAME: 1, PHONE: 1, SCHOOL: 1 })
})

test('no Vietnamese phone number in any grouping survives, whatever stands around it', () => {
  const digits = fc.tuple(fc.constantFrom('03', '05', '07', '08', '09'), fc.stringMatching(/^\d{8}$/)).map(([start, rest]) => start + rest)
  const grouping = fc.constantFrom('', ' ', '.', '-', ' - ')
  fc.assert(fc.property(digits, grouping, fc.constantFrom('gọi ', 'số:', '(', ''), fc.constantFrom(' nha', '.', ')', ''), (number, gap, before, after) => {
    const written = [number.slice(0, 4), number.slice(4, 7), number.slice(7)].join(gap)
    expect(redact(`${before}${written}${after}`).text).not.toMatch(/\d{3}/)
  }))
})

test('redacting twice changes nothing more, and no text makes it slow', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('Em', 'tên', 'Lan', 'trường', 'Nguyễn', 'Du', '0905123456', ',', 'số', 'đường', '12/3', 'a@b.vn', 'là'), { maxLength: 40 }), (words) => {
    const once = redact(words.join(' ')).text
    expect(redact(once).text).toBe(once)
  }))
  const hostile = ['0 '.repeat(5_000), 'Aa '.repeat(5_000), 'số '.repeat(5_000), `${'a.'.repeat(5_000)}`, '1/'.repeat(5_000), 'không '.repeat(5_000)]
  for (const text of hostile) redact(text)
}, 10_000)
