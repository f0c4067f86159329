/**
 * The network that counts as one stranger when attempts are limited: an IPv4 address, or the /64 of an IPv6 one (a
 * single household holds that many). Mapped IPv4 counts as IPv4. Unreadable text counts as itself.
 */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  if (!groups) return unmapped(address);
  return `${groups.slice(0, 4).map(hex).join(':')}::/64`;
}

/** A hint at the place that does not spell out the whole address: `203.0.113.…`, `2001:db8:85a3:…`; empty when unknown. */
export function placeOf(address: string | null): string {
  if (!address) return '';
  const groups = groupsOf(address);
  if (groups)
    return groups.slice(0, 7).every((g) => g === 0) ? 'this machine' : `${groups.slice(0, 3).map(hex).join(':')}:…`;
  const v4 = unmapped(address);
  if (/^127\./.test(v4)) return 'this machine';
  const parts = v4.split('.');
  return parts.length === 4 ? `${parts.slice(0, 3).join('.')}.…` : '';
}

const hex = (group: number) => group.toString(16);
const unmapped = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** The eight groups of an IPv6 address; null when it is none, or an IPv4 address in disguise. */
function groupsOf(address: string): number[] | null {
  const text = unmapped(address).replace(/%.*$/, '');
  if (!text.includes(':') || !/^[0-9a-f:]+$/i.test(text)) return null;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const read = (part: string) => (part === '' ? [] : part.split(':').map((g) => parseInt(g, 16)));
  const [left, right] = [read(head), read(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...left, ...Array<number>(missing).fill(0), ...right];
}
