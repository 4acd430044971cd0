import { expect, test } from 'vitest'
import { isInside, network } from './network.ts'

test('one home is one network, however its address is written', () => {
  expect(['203.0.113.9', '::ffff:203.0.113.9', '2001:db8:1:2:3:4:5:6'].map(network)).toEqual(['203.0.113.9', '203.0.113.9', '2001:db8:1:2'])
})

test.each<[string, string | undefined, string | undefined, boolean]>([
  ['this machine', '127.0.0.1', undefined, true],
  ['this machine, as IPv6 writes it', '::ffff:127.0.0.1', undefined, true],
  ['the Centre\'s network', '10.1.2.3', undefined, true],
  ['a container beside us', 'fd00::5', undefined, true],
  ['the street', '203.0.113.9', undefined, false],
  ['the street over IPv6', '2a00:1450::1', undefined, false],
  ['the street through our proxy', '10.1.2.3', '203.0.113.9', false],
  ['whoever claims to be inside through our proxy', '127.0.0.1', '127.0.0.1', false],
  ['nobody knows who', undefined, undefined, false],
])('%s', (_who, address, forwardedFor, inside) => {
  expect(isInside({ address, forwardedFor })).toBe(inside)
})
