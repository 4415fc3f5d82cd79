/**
 * Which addresses an outgoing request may go to: public ones only. A name that leads into a machine's own network
 * would let whoever writes the config, or whoever runs a name server, reach what is behind the wall.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry
 */

/** First address and prefix length. */
const privateV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved and broadcast.
  ["224.0.0.0", 3],
];

/** Whether a host as `URL` shows it is a name that means this machine or its network. Addresses are judged apart. */
export function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return !name.includes(".") || /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/.test(name);
}

/** The address that a host of a URL is, without brackets; null when it is a name. `URL` has made decimal forms plain. */
export function addressOf(host: string): string | null {
  if (host.startsWith("[")) return host.slice(1, -1);
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host : null;
}

/** False for what cannot be read as an address, too. */
export function isPublicAddress(address: string): boolean {
  const v4 = wordsOfV4(address);
  if (v4 !== null) return isPublicV4(v4);
  const v6 = wordsOfV6(address);
  return v6 !== null && isPublicV6(v6);
}

function isPublicV4(value: number): boolean {
  return !privateV4.some(([first, length]) => value >>> (32 - length) === wordsOfV4(first)! >>> (32 - length));
}

/** Only global unicast, 2000::/3, without what carries an IPv4 address within it or leads nowhere. */
function isPublicV6(words: readonly number[]): boolean {
  const [first = 0, second = 0] = words;
  if (first >>> 13 !== 1) return false;
  const isTunnel = first === 0x2002 || (first === 0x2001 && second < 0x200);
  const isForDocuments = (first === 0x2001 && second === 0xdb8) || first === 0x3fff;
  return !isTunnel && !isForDocuments;
}

function wordsOfV4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

/** Eight words of sixteen bits. */
function wordsOfV6(text: string): readonly number[] | null {
  const plain = text.replace(/%.*$/, "");
  const halves = withPlainEnd(plain).split("::");
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const gap = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 1 ? gap !== 0 : gap < 1)) return null;
  const words = [...head, ...Array<string>(gap).fill("0"), ...tail];
  return words.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null;
}

/** `::ffff:10.0.0.1` → `::ffff:a00:1` */
function withPlainEnd(text: string): string {
  const [, start, end] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const value = end === undefined ? null : wordsOfV4(end);
  return value === null ? text : `${start}${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
}
