import { expect, test } from 'vitest'
import { decoyHash, hashPassword, isOutdated, verifyPassword } from './password.ts'

test('a hash carries its parameters and opens with its own password only', async () => {
  const hash = await hashPassword('trăng sáng quá')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword('trăng sáng quá', hash)).toBe(true)
  expect(await verifyPassword('trăng sáng', hash)).toBe(false)
})

test('the same password gives two different hashes', async () => {
  expect(await hashPassword('x')).not.toBe(await hashPassword('x'))
})

test('composed and decomposed Vietnamese are one password', async () => {
  expect(await verifyPassword('Đà Nẵng'.normalize('NFD'), await hashPassword('Đà Nẵng'.normalize('NFC')))).toBe(true)
})

test.each(['', 'plain', '$argon2id$v=19$m=19456,t=2,p=1$$', '$2b$10$abcdefghijklmnopqrstuv'])('an unreadable hash %j matches nothing', async (hash) => {
  expect(await verifyPassword('', hash)).toBe(false)
})

test('a hash with weaker parameters is outdated, yet still opens', async () => {
  const now = await hashPassword('x')
  expect(isOutdated(now)).toBe(false)
  expect(isOutdated(now.replace('m=19456', 'm=4096'))).toBe(true)
})

test('the decoy is one hash with the parameters of a real one', async () => {
  expect(await decoyHash()).toBe(await decoyHash())
  expect(isOutdated(await decoyHash())).toBe(false)
})
