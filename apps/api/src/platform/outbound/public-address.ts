import { BlockList, isIP } from 'node:net';

/** IPv4 ranges that are no place on the public internet (IANA special-purpose registry). */
const NOT_PUBLIC_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Inside 2000::/3, the only public IPv6 range: documentation, and tunnels that lead to an IPv4 address in disguise. */
const NOT_PUBLIC_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const notPublicV4 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_V4) notPublicV4.addSubnet(net, prefix, 'ipv4');
const notPublicV6 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_V6) notPublicV6.addSubnet(net, prefix, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const mappedV6 = new BlockList();
mappedV6.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * May the server connect there on somebody's behalf? Only addresses of the public internet: no loopback, private, link-local (cloud
 * metadata is there), shared, multicast or documentation range, in IPv4, in IPv6, or in IPv6 that stands for IPv4.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublicV4.check(address, 'ipv4');
  // A zone index (`fe80::1%eth0`) only exists on local links.
  if (family !== 6 || address.includes('%')) return false;
  if (mappedV6.check(address, 'ipv6')) return isPublicAddress(mappedV4(address));
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

/** `203.0.113.7` of `::ffff:203.0.113.7` or `::ffff:cb00:7107`. */
function mappedV4(address: string): string {
  // The URL parser writes every IPv6 address in its shortest hexadecimal form.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
