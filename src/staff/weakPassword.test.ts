import { expect, test } from 'vitest'
import { refuseWeakPassword } from './weakPassword.ts'

const person = { email: 'bich.tran@ctxh.danang.gov.vn', name: 'Trần Thị Bích' }
const refused = (password: string) => {
  try {
    refuseWeakPassword(password, person)
    return undefined
  } catch (refusal) {
    return refusal instanceof Error && 'publicKey' in refusal ? refusal.publicKey : refusal
  }
}

test.each([
  'password1234', 'Password@2026', 'P@ssw0rd!2026', 'matkhau123456', 'Mật khẩu 2026', 'MatKhauMoi@123', '123456789012', '000000000000', 'aaaaaaaaaaaa', 'abcabcabcabc',
  'qwertyuiop12', 'iloveyou2026!', 'anhyeuem123456', 'Em Yêu Anh 1999', 'letmein letmein', 'nguyenvanan1990', 'administrator1', 'LangNghe@2026', 'vietnamvodich', '19051975 02091945',
])('a password as in lists of stolen ones is refused: %s', (password) => {
  expect(refused(password)).toBe('error.password-common')
})

test.each(['bichtran2026!!', 'Trần Thị Bích 1990', 'tranbich@danang'])('a password of one\'s own name or address is refused: %s', (password) => {
  expect(refused(password)).toBe('error.password-own')
})

test.each(['chín con vịt qua cầu', 'một mật khẩu dài hơn cả tuần', 'correct horse battery staple', 'Tg7!kq-Vw2xR', 'sáng nay mưa rơi trên mái tôn', 'mot-mat-khau-dung-thu-rat-dai'])('a sentence of one\'s own and random signs pass: %s', (password) => {
  expect(refused(password)).toBeUndefined()
})
