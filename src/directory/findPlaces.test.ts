import { expect, test } from 'vitest'
import { findPlaces } from './findPlaces.ts'

const titles = (text: string) => findPlaces(text).map(({ title }) => title)

test.each(['huyện Thăng Bình', 'em o huyen thang binh', 'thôn 2, huyện Thăng Bình', 'h Thăng Bình'])('"%s" may be any commune of the district, its namesake first', (text) => {
  const found = titles(text)
  expect([found.length, found[0]]).toEqual([6, 'Xã Thăng Bình'])
})
test.each(['xã Thăng Bình', 'x thang binh', 'Thăng Bình'])('"%s" is the commune', (text) => expect(titles(text)).toEqual(['Xã Thăng Bình']))
test('a commune beside its district is that commune', () => expect(titles('Hà Lam, Thăng Bình')).toHaveLength(1))
test('a district that gave no commune its name', () => expect(titles('Phước Sơn')).toHaveLength(5))
test('a district of one commune is that commune', () => expect(titles('quận Ngũ Hành Sơn')).toEqual(['Phường Ngũ Hành Sơn']))
test.each(['con ở nhà ngoại', 'trong nhà tắm', 'em ở quê', 'gần chợ'])('"%s" is no place', (text) => expect(titles(text)).toEqual([]))
