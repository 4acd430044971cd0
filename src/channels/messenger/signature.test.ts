import { expect, test } from 'vitest'
import { metaSignature, metaSignatureHolds } from './signature.ts'

test.each([
  ['the wire facts’ own', 'app-key', String.raw`{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"message":{"mid":"m","text":"s\u1ee3 \/"}}]}]}`, 'dab77c262be8287420aa087e7c90fe79a646371f39344f884759a9092be36273'],
  ['a third party’s', 'sesame', 'hello world', 'f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17'],
])('%s vector holds', (_name, secret, body, expected) => {
  expect(metaSignature(Buffer.from(body), secret)).toBe(expected)
  expect(metaSignatureHolds(`sha256=${expected}`, Buffer.from(body), secret)).toBe(true)
  expect(metaSignatureHolds(`sha256=${expected}`, Buffer.from(`${body} `), secret)).toBe(false)
  expect(metaSignatureHolds(`sha256=${expected}`, Buffer.from(body), `${secret}x`)).toBe(false)
  expect(metaSignatureHolds(undefined, Buffer.from(body), secret)).toBe(false)
})
