import { BlockList } from 'node:net'

/** The network an address belongs to, for counting tries: one home or server has a whole /64 of IPv6 addresses. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}

const INSIDE = new BlockList()
for (const [net, prefix] of [['127.0.0.0', 8], ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10]] as const) INSIDE.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [['::1', 128], ['fc00::', 7], ['fe80::', 10]] as const) INSIDE.addSubnet(net, prefix, 'ipv6')

/**
 * Whether somebody asks from our own network and through no proxy: a proxy, which stands between us and everybody
 * outside, names whom it speaks for.
 */
export function isInside({ address, forwardedFor }: { address: string | undefined; forwardedFor: string | undefined }): boolean {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
  return forwardedFor === undefined && plain !== '' && INSIDE.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4')
}
