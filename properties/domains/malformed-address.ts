import { type Violation, violation } from '../domain.js';

/** Texts that are no IPv4 address, made from a good one such as 192.168.1.0. */
function malformed(address: string): Readonly<Record<string, string>> {
  const [a = '', b = '', c = '', d = ''] = address.split('.');
  return {
    'octet-256': `${a}.${b}.256.${d}`,
    'three-octets': `${a}.${b}.${c}`,
    'five-octets': `${address}.1`,
    'leading-zero-octet': `${a}.${b}.0${c}.${d}`,
    'negative-octet': `${a}.${b}.-1.${d}`,
    'hexadecimal-octet': `0x${Number(a).toString(16)}.${b}.${c}.${d}`,
    'ipv6-address': '2001:db8::1',
    'not-an-address': 'not-an-address',
  };
}

/** Malformed addresses, behind each of which `suffix` (a mask) stands. Space around them is wrong unless the document leaves it open. */
export function malformedAddress(address: string, suffix: string, clause: string, spacing?: 'open'): readonly Violation[] {
  const spaced = [violation('leading-space', clause, [` ${address}${suffix}`]), violation('trailing-newline', clause, [`${address}${suffix}\n`])];
  return [
    ...Object.entries(malformed(address)).map(([operator, wrong]) => violation(operator, clause, [`${wrong}${suffix}`])),
    ...spaced.map((entry) => (spacing === 'open' ? { ...entry, advisory: true as const } : entry)),
  ];
}

/** A good address with a bad mask. */
export function malformedMask(address: string, clause: string): readonly Violation[] {
  const wrong = { 'mask-33': '/33', 'mask-negative': '/-1', 'mask-missing': '', 'mask-empty': '/', 'mask-dotted': '/255.255.255.0', 'mask-twice': '/24/24' };
  return Object.entries(wrong).map(([operator, mask]) => violation(operator, clause, [`${address}${mask}`]));
}
