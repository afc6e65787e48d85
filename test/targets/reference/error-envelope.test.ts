import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { validator } from '../../../contract/inspect/ajv.js';
import type { Schema } from '../../../contract/schema.js';
import { errorEnvelope } from '../../../targets/reference/error-envelope.js';
import { refusalHeaders, successHeaders } from '../../../targets/reference/response-headers.js';
import { toyContract } from '../toy-contract.js';

const uuid = '0a1b2c3d-0000-4000-8000-00000000abcd';
const text: Schema = { type: 'string' };

function envelope(schema: Schema, refusal: { status: number; code?: string }, change: Partial<Contract> = {}): unknown {
  const contract: Contract = {
    ...toyContract(),
    envelope: { type: 'object', ...schema },
    errorCode: '/code',
    ...change,
  };
  const body = errorEnvelope(contract, { message: 'mtu is too small', ...refusal }, uuid);
  expect(validator(contract.envelope)(body)).toBe(true);
  return body;
}

describe('the error envelope', () => {
  it.each<[string, Schema, { status: number; code?: string }, unknown]>([
    ['carries the documented code', { properties: { code: text } }, { status: 400, code: 'Bad' }, { code: 'Bad' }],
    [
      'carries a constant where none is documented',
      { properties: { code: text } },
      { status: 400 },
      { code: 'InvalidParameter' },
    ],
    [
      'carries a code that its schema admits',
      { properties: { code: { type: 'string', enum: ['E1'] } } },
      { status: 400 },
      { code: 'E1' },
    ],
    [
      'fills mandatory members and optional texts, and leaves out other optional ones',
      {
        properties: {
          code: text,
          message: text,
          count: { type: 'integer', minimum: 3 },
          extra: text,
          more: { type: 'integer' },
        },
        required: ['message', 'count'],
      },
      { status: 400, code: 'Bad' },
      { code: 'Bad', message: 'mtu is too small', count: 3, extra: 'mtu is too small' },
    ],
    [
      'keeps to the values of a mandatory member',
      { properties: { code: text, host: { type: 'string', const: 'acme' } }, required: ['host'] },
      { status: 400, code: 'Bad' },
      { code: 'Bad', host: 'acme' },
    ],
    [
      'carries the request id',
      { properties: { code: text, request_id: { type: 'string', 'x-request-id': true } } },
      { status: 400, code: 'Bad' },
      { code: 'Bad', request_id: uuid },
    ],
  ])('%s', (_, schema, refusal, body) => {
    expect(envelope(schema, refusal)).toEqual(body);
  });

  it('reaches a nested code', () => {
    const schema: Schema = {
      properties: {
        error: { type: 'object', properties: { code: text } },
        detail: { type: 'object', properties: { a: { type: 'integer' } } },
      },
    };
    expect(envelope(schema, { status: 400, code: 'Bad' }, { errorCode: '/error/code' })).toEqual({
      error: { code: 'Bad' },
    });
  });

  it('takes a catalogue entry that nothing provokes where no code is documented', () => {
    const toy = toyContract();
    const errors = toy.errors.map(({ provoke: _, ...entry }) => entry);
    expect(envelope({ properties: { code: text } }, { status: 409 }, { errors })).toEqual({ code: 'Locked' });
  });
});

describe('the headers of an answer', () => {
  const { update } = toyContract();
  const headers: Schema = {
    properties: {
      'x-request-id': { type: 'string', 'x-request-id': true },
      'x-version': { type: 'string', const: '1' },
      'x-mode': { type: 'string', enum: ['a', 'b'] },
      'x-sample': { type: 'string', examples: ['s'] },
      'x-needed': text,
      'x-optional': text,
      'content-length': { type: 'string', examples: ['99'] },
    },
    required: ['x-needed'],
  };

  it('are the documented ones', () => {
    expect(successHeaders({ ...update, headers }, {}, uuid)).toEqual({
      'content-type': 'application/json',
      'x-request-id': uuid,
      'x-version': '1',
      'x-mode': 'a',
      'x-sample': 's',
      'x-needed': 'reference',
    });
  });

  it('hold the request id where clients look for it, whatever the document says', () => {
    const known = { requestIdHeader: 'x-known-id' };
    expect(successHeaders(update, known, uuid)).toMatchObject({ 'x-known-id': uuid });
    expect(refusalHeaders(update, known, uuid)).toMatchObject({ 'x-known-id': uuid });
  });

  it('name no media type where the body is empty', () => {
    const { responseMediaType: _, ...empty } = update;
    expect(successHeaders(empty, {}, uuid)).toEqual({});
  });

  it('carry the request id on refusals too', () => {
    expect(refusalHeaders({ ...update, headers }, {}, uuid)).toEqual({
      'content-type': 'application/json',
      'x-request-id': uuid,
    });
  });
});
