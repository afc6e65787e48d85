/** An IPv4 block: `base` is the address as an unsigned 32-bit number, host bits included as written. */
export interface Ipv4Block {
  readonly base: number;
  readonly prefix: number;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const address = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Reads a dotted-decimal address (RFC 3986 `IPv4address`: no leading zeros); undefined when it is none. */
export function parseIpv4(text: string): number | undefined {
  if (!address.test(text)) return undefined;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

const blocks = new Map<string, Ipv4Block | undefined>();
const remembered = 20_000;

/** Reads `address/prefix` (RFC 4632); undefined when it is none. */
export function parseBlock(text: string): Ipv4Block | undefined {
  if (blocks.has(text)) return blocks.get(text);
  if (blocks.size >= remembered) blocks.clear();
  const block = readBlock(text);
  blocks.set(text, block);
  return block;
}

function readBlock(text: string): Ipv4Block | undefined {
  const [head, tail, ...rest] = text.split('/');
  if (head === undefined || tail === undefined || rest.length > 0 || !/^(?:3[0-2]|[12]?\d)$/.test(tail))
    return undefined;
  const base = parseIpv4(head);
  return base === undefined ? undefined : { base, prefix: Number(tail) };
}

/** The first and the last address of a block. */
export function blockRange({ base, prefix }: Ipv4Block): { readonly first: number; readonly last: number } {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1 };
}

/** Writes an unsigned 32-bit number as dotted decimal. */
export function formatIpv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** Reads an address, a block, or each of a comma-separated list as blocks; undefined when any part is neither. */
export function parseBlocks(text: string): readonly Ipv4Block[] | undefined {
  const blocks = text.split(',').map((part) => {
    if (part.includes('/')) return parseBlock(part);
    const base = parseIpv4(part);
    return base === undefined ? undefined : { base, prefix: 32 };
  });
  return blocks.every((block) => block !== undefined) ? blocks : undefined;
}

/** Whether `inner` lies in `outer`. */
export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  const out = blockRange(outer);
  const range = blockRange(inner);
  return range.first >= out.first && range.last <= out.last;
}

/** Whether two blocks share an address. */
export function overlaps(left: Ipv4Block, right: Ipv4Block): boolean {
  const a = blockRange(left);
  const b = blockRange(right);
  return a.first <= b.last && b.first <= a.last;
}
