import { isObject } from '../../../contract/pointer.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { type Variation, whereAccepted, whereRefused, whereShown } from '../variation.js';

const of = ['baidu.'];

/** Alters every object of a body that has one of the names. */
function eachMember(alter: (name: string, value: unknown) => unknown): () => Intercept {
  const walked = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(walked)
      : isObject(value)
        ? Object.fromEntries(Object.entries(value).flatMap(([name, member]) => [[name, alter(name, walked(member))] as const]))
        : value;
  return whereShown(walked);
}

/** What Baidu's document leaves to whoever implements it. */
export const baidu: readonly Variation[] = [
  {
    name: 'lifetimes with their unit',
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
      'x-bce-request-id' in answer.headers ? { ...answer, headers: { ...answer.headers, 'x-bce-request-id': 'bce-20260101-0001' } } : answer,
  },
  {
    name: 'a key that the read-back masks',
    why: 'the read-back is known from the SDKs only',
    of,
    make: eachMember((name, value) => (name === 'secretKey' ? '******' : value)),
  },
  {
    name: 'an error without request id in the body',
    why: 'the document prints no error envelope',
    of,
    mayBeTold: true,
    make: whereRefused((answer) =>
      isObject(answer.body) ? { ...answer, body: Object.fromEntries(Object.entries(answer.body).filter(([name]) => name !== 'requestId')) } : answer,
    ),
  },
];
