import * as fc from 'fast-check';
import type { Domain, DomainInput } from '../domain.js';
import { asnText } from './asn-text.js';
import { booleanFlag } from './boolean-flag.js';
import { cidrBlock } from './cidr-block.js';
import { cidrList } from './cidr-list.js';
import { enumeration } from './enumeration.js';
import { integerRange } from './integer-range.js';
import { integerText } from './integer-text.js';
import { interfaceAddress } from './interface-address.js';
import { ipv4Address } from './ipv4-address.js';
import { matchingText } from './matching-text.js';
import { text } from './text.js';
import { uuid } from './uuid.js';

function byFormat(input: DomainInput): Domain {
  switch (input.schema.format) {
    case 'uuid':
      return uuid(input);
    case 'ip':
    case 'ipv4':
      return ipv4Address(input);
    case 'ip-cidr':
    case 'ipv4-cidr':
      return cidrBlock(input);
    case 'ip-cidr-list':
    case 'ipv4-cidr-list':
      return cidrList(input);
    case 'ipv4-interface':
      return interfaceAddress(input);
    case 'asn':
      return asnText(input);
    case 'integer-text':
      return integerText(input);
    default:
      return input.schema.pattern === undefined ? text(input) : matchingText(input);
  }
}

/** The domain of a schema that is neither object nor array. */
export function scalarDomain(input: DomainInput): Domain {
  const [type] = [input.schema.type ?? 'string'].flat();
  if (input.schema.enum !== undefined || input.schema.const !== undefined) return enumeration(input);
  if (type === 'integer' || type === 'number') return integerRange(input);
  if (type === 'boolean') return booleanFlag(input);
  return byFormat(input);
}

/** The same domain with its members replaced by values that exist on the target. */
export function existingValues(domain: Domain, values: readonly string[]): Domain {
  return { ...domain, edges: values, member: fc.constantFrom(...values) };
}
