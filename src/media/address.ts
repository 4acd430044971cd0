/** Which addresses are fetched: the platform's own hosts, and never anything inside a private network. */
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { BlockList, type LookupFunction } from 'node:net'
import type { ChannelName } from '../conversation/index.ts'
import hosts from './hosts.json' with { type: 'json' }

type Host = { host: string; http?: boolean }

/**
 * The address, if it is one of the platform's own: default port, no name or password in it, https (http only where
 * the platform documents it). `developmentOrigin`: the simulator, taken as it is; undefined in production.
 */
export function allowedUrl(text: string, channel: ChannelName, developmentOrigin: string | undefined): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (developmentOrigin !== undefined && url.origin === developmentOrigin) return url
  if (url.port !== '' || url.username !== '' || url.password !== '') return undefined
  const known: readonly Host[] = hosts[channel]
  const host = known.find((one) => url.hostname === one.host || url.hostname.endsWith(`.${one.host}`))
  if (host === undefined) return undefined
  return url.protocol === 'https:' || (url.protocol === 'http:' && host.http === true) ? url : undefined
}

// Two lists: in one, an IPv4 address would also be held against the IPv6 ranges, as a mapped one.
const PRIVATE_4 = new BlockList()
const PRIVATE_6 = new BlockList()
for (const [net, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) PRIVATE_4.addSubnet(net, prefix, 'ipv4')
// Everything that is not global unicast, and the two ways to write an IPv4 address inside it.
for (const [net, prefix] of [['::', 3], ['4000::', 2], ['8000::', 1], ['2002::', 16], ['2001:db8::', 32]] as const) PRIVATE_6.addSubnet(net, prefix, 'ipv6')

export function isPrivate({ address, family }: LookupAddress): boolean {
  return family === 6 ? PRIVATE_6.check(address, 'ipv6') : PRIVATE_4.check(address, 'ipv4')
}

export class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS'
}

export type Resolve = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void

export const resolveBySystem: Resolve = (hostname, callback) => systemLookup(hostname, { all: true }, callback)

/**
 * The look-up of the very connection that fetches: what was checked is what is connected to, so that a name that
 * changes its address in between (DNS rebinding) gains nothing. One private address refuses the whole name.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) callback(error, '', 4)
      else if (!first || addresses.some(isPrivate)) callback(new PrivateAddress('a private address'), '', 4)
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}
