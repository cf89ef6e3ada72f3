// Where a push message may go: browsers name the address, so it must be https on a public host (no SSRF).
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// Two lists: in one, an IPv4 address would be found in ::ffff:0:0/96.
const inside = { 4: new BlockList(), 6: new BlockList() }
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside[4].addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside[6].addSubnet(net, bits, 'ipv6')

/** False for every address that is private, local, reserved, or an IPv4 address written as IPv6. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !inside[4].check(address, 'ipv4')
  return version === 6 && !inside[6].check(address, 'ipv6')
}

/** An https address on the usual port of a named host. Whether the name leads outside is asked when connecting. */
export function isPushAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, port, hostname, username, password } = new URL(text)
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return (
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    password === '' &&
    isIP(name.replace(/^\[|\]$/g, '')) === 0 &&
    name.includes('.') &&
    !/(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/.test(name)
  )
}

/** Refuses names that lead inside at the moment of connecting, so that a name cannot be pointed elsewhere later. */
export const publicLookup =
  (lookup: typeof systemLookup = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4)
      const found = addresses.find(({ address }) => isPublicAddress(address))
      if (!found || addresses.some(({ address }) => !isPublicAddress(address)))
        return callback(
          Object.assign(new Error(`${hostname} is not a public host`), { code: 'EACCES' }),
          '',
          4,
        )
      if (options.all) return callback(null, addresses)
      callback(null, found.address, found.family)
    })
  }
