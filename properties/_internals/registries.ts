/** Values that one kind of member takes, in the order in which a service is likely to know them. */
export interface Registry {
  readonly name: string;
  readonly values: readonly string[];
}

function numbered(stem: string, numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => `${stem}${number}`);
}

/**
 * What members of VPN APIs are named after, beyond what one document lists: who takes a value without looking it up in
 * the document's list takes these. Sources: the IANA registries "Internet Key Exchange (IKE) Attributes" (IKEv1: hash,
 * encryption, group, authentication) and "Internet Key Exchange Version 2 (IKEv2) Parameters" (transforms of type 1 to
 * 4, identification), the modes of RFC 2409 and RFC 4301, and the words that strongSwan and the clouds write for them.
 */
export const registries: readonly Registry[] = [
  {
    name: 'hash and integrity algorithms',
    values: [
      'md5',
      'sha1',
      'sha2-256',
      'sha256',
      'sm3',
      'sha2-224',
      'sha2-384',
      'sha384',
      'sha2-512',
      'sha512',
      'sha',
      'sha224',
      'sha3-256',
      'aes-xcbc',
      'aes-xcbc-96',
      'aes-cmac',
      'aes-cmac-96',
      'hmac-sha1',
      'hmac-sha2-256',
      'hmac-md5',
      'sha1-96',
      'sha2-256-128',
      'tiger',
      'des-mac',
      'kpdk-md5',
      'aes-128-gmac',
      'aes-256-gmac',
    ],
  },
  {
    name: 'encryption algorithms',
    values: [
      '3des',
      'des',
      'aes',
      'aes-128',
      'aes-192',
      'aes-256',
      'sm4',
      'aes-128-gcm-16',
      'aes-192-gcm-16',
      'aes-256-gcm-16',
      'aes-128-gcm-8',
      'aes-128-gcm-12',
      'aes-256-gcm-8',
      'aes-128-gcm',
      'aes-256-gcm',
      'aes-128-cbc',
      'aes-192-cbc',
      'aes-256-cbc',
      'aes-128-ctr',
      'aes-256-ctr',
      'aes-128-ccm-16',
      'aes-256-ccm-16',
      'aes-512',
      'sm1',
      'chacha20-poly1305',
      'camellia-128',
      'camellia-256',
      'blowfish',
      'cast',
      'idea',
      'rc5',
      'null',
      '3des-cbc',
      'des-cbc',
    ],
  },
  {
    name: 'Diffie-Hellman groups',
    values: numbered(
      'group',
      [14, 15, 16, 19, 20, 21, 24, 5, 2, 1, 17, 18, 22, 23, 25, 26, 27, 28, 29, 30, 31, 32, 3, 4, 0],
    ),
  },
  { name: 'IKE versions', values: ['ikev1', 'ikev2', 'v1', 'v2', '1', '2', 'v3', 'ikev3', 'ike'] },
  { name: 'exchange modes of phase 1', values: ['main', 'aggressive', 'quick', 'base', 'auto'] },
  { name: 'security protocols', values: ['esp', 'ah', 'ah-esp', 'esp-ah', 'ipcomp'] },
  { name: 'modes of IPsec', values: ['tunnel', 'transport', 'auto', 'beet'] },
  {
    name: 'identification types',
    values: ['ip', 'fqdn', 'any', 'dn', 'user-fqdn', 'email', 'key-id', 'ipv4-addr', 'ipv4', 'ipv6', 'der-asn1-dn'],
  },
  {
    name: 'authentication methods',
    values: ['psk', 'pre-share', 'pre-shared-key', 'rsa-sig', 'rsa-signature', 'dss-sig', 'certificate', 'eap'],
  },
  { name: 'roles', values: ['master', 'slave', 'primary', 'secondary', 'standby', 'backup', 'active', 'passive'] },
  { name: 'routing styles', values: ['static', 'policy', 'bgp', 'policy-template', 'template', 'route', 'ospf'] },
  { name: 'dead peer detection', values: ['clear', 'hold', 'restart', 'trap', 'none'] },
];

/** Words for "not at all", "whatever" and "as usual". */
export const wordsForNone: readonly string[] = ['none', 'disabled', 'default', 'any', 'disable', 'null', 'auto', 'off'];
