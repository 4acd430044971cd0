import { expect, test } from 'vitest'
import { zaloMac, zaloSignatureHolds } from './signature.ts'

const raw = Buffer.from('{"app_id":"1001","event_name":"user_send_text","timestamp":"1795400000000","message":{"text":"Cháu sợ","msg_id":"m1"}}')
const parts = { appId: '1001', raw, timestamp: '1795400000000', secretKey: 'oa-key' }
const MAC = '54b6fc288526753fedfe3487c891788df1bf9a22df8bb96f440c771a1a8b9f01'

test('the mac is the one of the wire facts', () => {
  expect(zaloMac(parts)).toBe(MAC)
  expect(zaloSignatureHolds(`mac=${MAC}`, parts)).toBe(true)
})

test.each(['appId', 'timestamp', 'secretKey'] as const)('another %s breaks it', (part) => {
  expect(zaloSignatureHolds(`mac=${MAC}`, { ...parts, [part]: `${parts[part]}0` })).toBe(false)
})

test('another byte breaks it', () => {
  for (let index = 0; index < raw.length; index += 1) {
    const other = Buffer.from(raw)
    other.writeUInt8(other.readUInt8(index) ^ 1, index)
    expect(zaloSignatureHolds(MAC, { ...parts, raw: other })).toBe(false)
  }
})
