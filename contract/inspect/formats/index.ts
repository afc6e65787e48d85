import ipaddr from 'ipaddr.js';
import type { Format } from '../../../generated/schema-node.js';
import { parseAsn } from './asn.js';
import { parseBlock, parseIpv4 } from './ipv4.js';
import { isUuid } from './uuid.js';

/** The formats of the vocabulary: whether a string is one. */
export const formats: Readonly<Record<Format, (text: string) => boolean>> = {
  uuid: isUuid,
  'uuid-like': (text) => /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i.test(text),
  ipv4: (text) => parseIpv4(text) !== undefined,
  'ipv4-cidr': (text) => parseBlock(text) !== undefined,
  'ipv4-cidr-list': (text) => text.split(',').every((part) => parseBlock(part) !== undefined),
  'ipv4-interface': (text) => parseBlock(text) !== undefined,
  ip: (text) => parseIpv4(text) !== undefined || ipaddr.IPv6.isValid(text),
  'ip-cidr': (text) => parseBlock(text) !== undefined || ipaddr.IPv6.isValidCIDR(text),
  'ip-cidr-list': (text) =>
    text.split(',').every((part) => parseBlock(part) !== undefined || ipaddr.IPv6.isValidCIDR(part)),
  asn: (text) => parseAsn(text) !== undefined,
  'integer-text': (text) => /^(?:0|-?[1-9]\d*)$/.test(text),
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  ascii: (text) => [...text].every((character) => (character.codePointAt(0) ?? 128) < 128),
};
