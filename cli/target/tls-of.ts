import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import type { TargetFile } from '../../generated/target-file.js';
import type { TransportTls } from '../../targets/transport/route.js';

/** In bytes; the lists of systems have some hundred thousand. */
const largest = 4 * 1024 * 1024;

/** A file that a target file names, as far as `read` can make something of it. @throws ConfigurationError */
function pem(target: string, key: string, name: string, read: (text: string) => unknown, what: string): string {
  const file = path.resolve(path.dirname(target), name);
  const state = statSync(file, { throwIfNoEntry: false });
  if (state !== undefined && (!state.isFile() || state.size > largest))
    throw new ConfigurationError(
      `${key === 'caFile' ? 'ca' : key}-unreadable`,
      `${target}: tls.${key}: ${file} cannot be used: it ${state.isFile() ? `has more than ${largest} bytes` : 'is no regular file'}`,
    );
  try {
    const text = readFileSync(file, 'utf8');
    read(text);
    return text;
  } catch (cause) {
    const reason = existsSync(file) ? `it holds no ${what}` : 'it does not exist';
    throw new ConfigurationError(
      `${key === 'caFile' ? 'ca' : key}-unreadable`,
      `${target}: tls.${key}: ${file} cannot be used: ${reason}`,
      { cause },
    );
  }
}

const asCertificate = (text: string): X509Certificate => new X509Certificate(text);

function clientOf(target: string, { cert, key }: NonNullable<TargetFile['tls']>): TransportTls['client'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new ConfigurationError(
      'client-certificate-incomplete',
      `${target}: tls.${cert === undefined ? 'key' : 'cert'} needs tls.${cert === undefined ? 'cert' : 'key'} beside it`,
    );
  const shown = pem(target, 'cert', cert, asCertificate, 'certificate in PEM form');
  const secret = pem(target, 'key', key, createPrivateKey, 'private key in PEM form that needs no passphrase');
  if (!asCertificate(shown).checkPrivateKey(createPrivateKey(secret)))
    throw new ConfigurationError(
      'client-certificate-mismatch',
      `${target}: tls.key: ${key} is not the key of the certificate in tls.cert`,
    );
  return { cert: shown, key: secret };
}

/**
 * How https is spoken with a target, by its file; certificates go unchecked only when the file and the command line
 * (`asked`) both ask for it.
 * @throws ConfigurationError
 */
export function tlsOf(target: string, options: NonNullable<TargetFile['tls']>, asked: boolean): TransportTls {
  const { caFile, insecure = false } = options;
  if (insecure && !asked)
    throw new ConfigurationError(
      'insecure-not-confirmed',
      `${target}: tls.insecure: certificates would not be checked; give --insecure, too, or take it out`,
    );
  if (asked && !insecure)
    throw new ConfigurationError('bad-flag', `--insecure works only together with tls.insecure: true in ${target}`);
  const client = clientOf(target, options);
  return {
    ...(caFile === undefined ? {} : { ca: pem(target, 'caFile', caFile, asCertificate, 'certificate in PEM form') }),
    ...(insecure ? { insecure } : {}),
    ...(client === undefined ? {} : { client }),
  };
}
