import { describe, expect, test } from 'vitest'
import { allowedUrl, isPrivate } from './address.ts'

describe('an address is fetched only from the platform’s own hosts', () => {
  test.each([
    ['zalo', 'https://f6.photo.talk.zdn.vn/t.jpg'],
    ['zalo', 'http://f6.photo.talk.zdn.vn/t.jpg'],
    ['zalo', 'https://b-f1.zdn.vn/a?x=1'],
    ['zalo', 'https://s.zadn.vn/x'],
    ['messenger', 'https://scontent.xx.fbcdn.net/v/x.jpg'],
    ['messenger', 'https://cdn.fbsbx.com/v/x.mp4'],
  ] as const)('%s %s', (channel, address) => {
    expect(allowedUrl(address, channel, undefined)?.href).toBe(address)
  })
  test.each([
    ['zalo', 'https://scontent.xx.fbcdn.net/v/x.jpg'],
    ['zalo', 'http://s.zadn.vn/x'],
    ['zalo', 'https://zdn.vn.example.org/x'],
    ['zalo', 'https://evilzdn.vn/x'],
    ['zalo', 'https://zdn.vn@example.org/x'],
    ['zalo', 'https://a:b@f6.zdn.vn/x'],
    ['zalo', 'https://f6.zdn.vn:8443/x'],
    ['zalo', 'ftp://f6.zdn.vn/x'],
    ['zalo', 'file:///etc/passwd'],
    ['zalo', 'https://127.0.0.1/x'],
    ['zalo', 'http://[::1]/x'],
    ['zalo', 'http://2130706433/x'],
    ['zalo', 'f6.zdn.vn/x'],
    ['messenger', 'http://scontent.xx.fbcdn.net/v/x.jpg'],
    ['messenger', 'https://www.facebook.com/reel/1'],
    ['web', 'https://f6.zdn.vn/x'],
  ] as const)('never %s %s', (channel, address) => {
    expect(allowedUrl(address, channel, undefined)).toBeUndefined()
  })
  test('the simulator only by its very origin', () => {
    expect(allowedUrl('http://127.0.0.1:4000/media/1', 'zalo', 'http://127.0.0.1:4000')).toBeDefined()
    expect(allowedUrl('http://127.0.0.1:4001/media/1', 'zalo', 'http://127.0.0.1:4000')).toBeUndefined()
  })
})

test.each([
  ['127.0.0.1', 4], ['10.1.2.3', 4], ['172.31.0.1', 4], ['192.168.1.1', 4], ['169.254.169.254', 4], ['100.64.0.1', 4], ['0.0.0.0', 4], ['224.0.0.1', 4], ['255.255.255.255', 4],
  ['::1', 6], ['::', 6], ['fe80::1', 6], ['fd00::1', 6], ['::ffff:127.0.0.1', 6], ['64:ff9b::7f00:1', 6], ['2002:7f00:1::', 6], ['ff02::1', 6],
])('%s is inside', (address, family) => {
  expect(isPrivate({ address, family })).toBe(true)
})

test.each([['113.171.0.1', 4], ['31.13.64.1', 4], ['2a03:2880:f00c::1', 6], ['2405:4800::1', 6]])('%s is outside', (address, family) => {
  expect(isPrivate({ address, family })).toBe(false)
})
