import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { type Environment, variableIn } from '../auth/environment.js';

/** Where systems keep the certificates that they trust, for a Node that cannot ask them (before 22.15). */
const bundles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

function textOf(file: string): readonly string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

/** Node's own list, that of the system, and what NODE_EXTRA_CA_CERTS adds: certificates in PEM form. */
export function trustedAuthorities(environment: Environment): readonly string[] {
  if ('getCACertificates' in tls && typeof tls.getCACertificates === 'function') {
    const list = tls.getCACertificates as (kind: 'default' | 'system') => readonly string[];
    return [...new Set([...list('default'), ...list('system')])];
  }
  const extra = variableIn(environment, 'NODE_EXTRA_CA_CERTS');
  const [system] = bundles.flatMap(textOf);
  return [
    ...tls.rootCertificates,
    ...(system === undefined ? [] : [system]),
    ...(extra === undefined ? [] : textOf(extra)),
  ];
}
