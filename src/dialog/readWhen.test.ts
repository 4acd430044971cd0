import { describe, expect, it } from 'vitest'
import { readPhone } from './readPhone.ts'
import { readWhen } from './readWhen.ts'
import { bare } from './words.ts'

describe('readWhen', () => {
  it.each([
    ['tối qua', 'yesterday'], ['hôm qua', 'yesterday'], ['hồi nãy', 'today'], ['bữa ni', 'today'], ['tối nay', 'tonight'], ['bây chừ', 'now'],
    ['ba ngày trước', '3-days-ago'], ['2 tuần trước', '2-weeks-ago'], ['năm ngoái', 'last-year'], ['tuần trước', 'last-week'], ['mấy bữa ni', 'days-ago'],
    ['ngày nào cũng vậy', 'often'], ['12/3', '12/3'], ['ngày 5/11/2025', '5/11/2025'], ['9h tối qua', 'yesterday 21:00'], ['8 giờ tối', '20:00'], ['lúc 21h30 hôm qua', 'yesterday 21:30'], ['7 giờ', '7:00'],
  ])('%j is %j', (text, code) => expect(readWhen(bare(text))).toBe(code))
  it.each(['không có gì', 'em buồn', '45/99', '30h'])('%j names no time', (text) => expect(readWhen(bare(text))).toBeUndefined())
})

describe('readPhone', () => {
  it.each([['0901234567', '0901234567'], ['số em là 090 123 4567 ạ', '0901234567'], ['+84 901 234 567', '0901234567'], ['0236.3888.999', '02363888999']])(
    '%j → %j', (text, phone) => expect(readPhone(text)).toBe(phone))
  it.each(['123', '090123', 'không có', '09012345678999'])('%j holds none', (text) => expect(readPhone(text)).toBeUndefined())
})
