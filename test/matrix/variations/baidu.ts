import { createHash } from 'node:crypto';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { type Variation, whereAccepted, whereRefused, whereShown } from '../variation.js';

const of = ['baidu.'];

/** Alters every object of a body that has one of the names. */
function eachMember(alter: (name: string, value: unknown) => unknown): () => Intercept {
  const walked = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(walked)
      : isObject(value)
        ? Object.fromEntries(
            Object.entries(value).flatMap(([name, member]) => [[name, alter(name, walked(member))] as const]),
          )
        : value;
  return whereShown(walked);
}

/** What Baidu's document leaves to whoever implements it. */
export const baidu: readonly Variation[] = [
  {
    name: 'lifetimes with their unit',
    aspect: 'lifetimes',
    why: 'the read-back is known from the SDKs only, which show 28800s as well as 28800',
    of,
    mayBeTold: true,
    make: eachMember((name, value) => (/lifetime/i.test(name) && typeof value === 'number' ? `${value}s` : value)),
  },
  {
    name: 'no body and no content type for an update that is accepted',
    aspect: 'success',
    why: 'No special response parameters are available',
    of,
    mayBeTold: true,
    make: whereAccepted(({ status, headers }) => ({
      status,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type')),
    })),
  },
  {
    name: 'a request id that is no UUID',
    why: 'the sample shows one; no sentence says what it looks like',
    of,
    mayBeTold: true,
    make: () => (answer) =>
      'x-bce-request-id' in answer.headers
        ? { ...answer, headers: { ...answer.headers, 'x-bce-request-id': 'bce-20260101-0001' } }
        : answer,
  },
  {
    name: 'lifetimes in hours, minutes and seconds',
    aspect: 'lifetimes',
    why: 'no document prints the read-back, nor in which form it shows what has been stored',
    of,
    mayBeTold: true,
    cannotBeRestored: true,
    make: eachMember((name, value) => {
      const seconds = Number(value);
      return /lifetime/i.test(name)
        ? `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`
        : value;
    }),
  },
  {
    name: 'algorithms in capitals',
    why: 'the page that lists the values is missing, and no document prints the read-back',
    of,
    make: eachMember((name, value) => (/Alg$/.test(name) ? String(value).toUpperCase() : value)),
  },
  {
    name: 'a customer gateway that belongs to the address of the peer',
    why: 'cgwId stands in no document; what it hangs on is known to nobody',
    of,
    mayBeTold: true,
    make: whereShown((body) => {
      const tunnels = valueAt(body, '/vpnConns');
      if (!Array.isArray(tunnels)) return body;
      return withValueAt(
        body,
        '/vpnConns',
        tunnels.map((tunnel) =>
          isObject(tunnel) ? { ...tunnel, cgwId: `cgw-${String(tunnel['remoteIp'])}` } : tunnel,
        ),
      );
    }),
  },
  {
    name: 'a hash of the key in the read-back',
    aspect: 'key',
    why: 'no document prints the read-back, nor in which form it shows a key',
    of,
    cannotBeRestored: true,
    make: eachMember((name, value) =>
      name === 'secretKey' ? createHash('sha256').update(String(value)).digest('hex') : value,
    ),
  },
  {
    name: 'a key that is encrypted afresh at each read',
    aspect: 'key',
    why: 'no document prints the read-back, nor in which form it shows a key',
    of,
    cannotBeRestored: true,
    make: () => {
      let reads = 0;
      return eachMember((name, value) => {
        if (name !== 'secretKey') return value;
        reads += 1;
        return createHash('sha256')
          .update(`${reads} ${String(value)}`)
          .digest('base64');
      })();
    },
  },
  {
    name: 'a key that the read-back masks',
    aspect: 'key',
    why: 'the read-back is known from the SDKs only',
    of,
    cannotBeRestored: true,
    make: eachMember((name, value) => (name === 'secretKey' ? '******' : value)),
  },
  {
    name: 'an error without request id in the body',
    why: 'the document prints no error envelope',
    of,
    mayBeTold: true,
    make: whereRefused((answer) =>
      isObject(answer.body)
        ? { ...answer, body: Object.fromEntries(Object.entries(answer.body).filter(([name]) => name !== 'requestId')) }
        : answer,
    ),
  },
];
