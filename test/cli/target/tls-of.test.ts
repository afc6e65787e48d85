import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tlsOf } from '../../../cli/target/tls-of.js';
import { packageRoot } from '../../../contract/load/package-root.js';
import { scratchFolder } from '../scratch-folder.js';

const folder = scratchFolder();
const file = path.join(folder, 'conformance.config.yaml');
for (const name of ['cert.pem', 'key.pem'])
  copyFileSync(path.join(packageRoot, 'test/targets/tls', name), path.join(folder, name));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
writeFileSync(path.join(folder, 'other.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(
  path.join(folder, 'locked.pem'),
  privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' }),
);

describe('a client certificate', () => {
  it('is read from files beside the target file', () => {
    const { client } = tlsOf(file, { cert: 'cert.pem', key: 'key.pem' }, false);
    expect(client?.cert).toContain('BEGIN CERTIFICATE');
    expect(client?.key).toContain('PRIVATE KEY');
  });

  it.each<[string, { cert?: string; key?: string }, RegExp]>([
    ['without its key', { cert: 'cert.pem' }, /tls\.cert needs tls\.key beside it$/],
    ['of which only the key is named', { key: 'key.pem' }, /tls\.key needs tls\.cert beside it$/],
    [
      'that is not there',
      { cert: 'gone.pem', key: 'key.pem' },
      /tls\.cert: \S+gone\.pem cannot be used: it does not exist$/,
    ],
    ['that is none', { cert: 'key.pem', key: 'key.pem' }, /tls\.cert: .*it holds no certificate in PEM form$/],
    [
      'with a key that is none',
      { cert: 'cert.pem', key: 'cert.pem' },
      /tls\.key: .*it holds no private key in PEM form/,
    ],
    ['with a key that is locked', { cert: 'cert.pem', key: 'locked.pem' }, /tls\.key: .*needs no passphrase$/],
    [
      'that is a device',
      { cert: '/dev/zero', key: 'key.pem' },
      /tls\.cert: \/dev\/zero cannot be used: it is no regular file/,
    ],
    ['with the key of another', { cert: 'cert.pem', key: 'other.pem' }, /tls\.key: other\.pem is not the key of/],
  ])('%s is refused', (_, options, problem) => {
    expect(() => tlsOf(file, options, false)).toThrow(problem);
  });
});
