import { type Violation, violation } from '../domain.js';

/**
 * Texts that are no IPv4 address, made from a good one such as 192.168.1.0. Leading zeros and white space around it are
 * left out: no document says whether they are read.
 */
function malformed(address: string): Readonly<Record<string, string>> {
  const [a = '', b = '', c = '', d = ''] = address.split('.');
  return {
    'octet-256': `${a}.${b}.256.${d}`,
    // What is read modulo 256, or up to the first sign that is no digit, is the good address again.
    'octet-beyond-byte': `${a}.${b}.${c}.${Number(d) + 256}`,
    'address-with-tail': `${address}x`,
    'three-octets': `${a}.${b}.${c}`,
    'five-octets': `${address}.1`,
    'negative-octet': `${a}.${b}.-1.${d}`,
    'hexadecimal-octet': `0x${Number(a).toString(16)}.${b}.${c}.${d}`,
    'ipv6-address': '2001:db8::1',
    'not-an-address': 'not-an-address',
  };
}

/** Malformed addresses, behind each of which `suffix` (a mask) stands. */
export function malformedAddress(address: string, suffix: string, clause: string): readonly Violation[] {
  return Object.entries(malformed(address)).map(([operator, wrong]) =>
    violation(operator, clause, [`${wrong}${suffix}`]),
  );
}

/** A good address with a bad mask. A mask in dotted decimal is another way to write a good one. */
export function malformedMask(address: string, clause: string): readonly Violation[] {
  const wrong = {
    'mask-33': '/33',
    'mask-negative': '/-1',
    'mask-missing': '',
    'mask-empty': '/',
    'mask-twice': '/24/24',
  };
  return Object.entries(wrong).map(([operator, mask]) => violation(operator, clause, [`${address}${mask}`]));
}
