/** One entry of a pasted list of people. */
export interface AddressEntry {
  /** What was written, trimmed. */
  text: string;
  /** The address in lower case; null when there is none in the entry. */
  address: string | null;
  /** The name beside the address; empty when only the address was written. */
  name: string;
  /** The same address stood further up in the list. */
  isRepeated: boolean;
}

/** Local part and a domain with a dot, as mail servers accept them in practice; nothing that could break a header. */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** An address in its one spelling: trimmed, lower case. null when it is none. */
export function addressOf(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= 254 && ADDRESS.test(address) && !address.includes('..') ? address : null;
}

/**
 * Reads what people paste from a sheet, a chat or a mail: entries apart by line, comma or semicolon, each
 * `address`, `Name <address>` or `Name address`. Order is kept, empty entries are dropped.
 */
export function parseAddressList(text: string): AddressEntry[] {
  const seen = new Set<string>();
  return text
    .split(/[\n\r,;]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const { address, name } = readEntry(entry);
      const isRepeated = address !== null && seen.has(address);
      if (address !== null) seen.add(address);
      return { text: entry, address, name, isRepeated };
    });
}

function readEntry(entry: string): { address: string | null; name: string } {
  const bracketed = /^(.*?)<([^<>]*)>$/.exec(entry);
  const words = entry.split(/\s+/);
  const [name, raw] = bracketed
    ? [bracketed[1] ?? '', bracketed[2] ?? '']
    : [words.slice(0, -1).join(' '), words.at(-1) ?? ''];
  return { address: addressOf(raw), name: name.replace(/^["'\s]+|["'\s]+$/g, '').replace(/\s+/g, ' ') };
}
