import { describe, expect, it } from 'vitest';
import { chosenShard } from '../../../cli/flags/shard.js';

describe('--shard', () => {
  it.each([
    ['1/1', 1, 1],
    ['2/5', 2, 5],
    ['5/5', 5, 5],
  ])('takes %s', (text, index, of) => {
    expect(chosenShard(text, {})).toEqual({ index, of });
  });
  it('is not shared without it, whatever the environment says', () => {
    expect(chosenShard(undefined, { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2' })).toBeUndefined();
  });
  it.each(['0/5', '6/5', '1/0', '1', '1/', 'a/b', '-1/5', '1.5/2', '1/100000', 'Auto'])('refuses %s', (text) => {
    expect(() => chosenShard(text, {})).toThrow(expect.objectContaining({ code: 'bad-flag' }));
  });
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['GitLab, from 1', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' }],
    ['Buildkite, from 0', { BUILDKITE_PARALLEL_JOB: '2', BUILDKITE_PARALLEL_JOB_COUNT: '4' }],
    ['CircleCI, from 0', { CIRCLE_NODE_INDEX: '2', CIRCLE_NODE_TOTAL: '4' }],
    ['a Kubernetes Indexed Job, from 0', { JOB_COMPLETION_INDEX: '2', VPN_CONFORMANCE_JOB_TOTAL: '4' }],
    [
      'the variables that a GitHub matrix sets, before any other',
      { VPN_CONFORMANCE_JOB_INDEX: '2', VPN_CONFORMANCE_JOB_TOTAL: '4', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '9' },
    ],
    ['GitLab on Kubernetes', { JOB_COMPLETION_INDEX: '0', CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' }],
  ])('auto reads the numbers of %s', (_, environment) => {
    expect(chosenShard('auto', environment)).toEqual({ index: 3, of: 4 });
  });
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['nothing', {}],
    ['a number without a total', { JOB_COMPLETION_INDEX: '0' }],
    ['an empty number', { CI_NODE_INDEX: '', CI_NODE_TOTAL: '4' }],
    ['a number above the total', { CI_NODE_INDEX: '5', CI_NODE_TOTAL: '4' }],
    ['words', { CI_NODE_INDEX: 'one', CI_NODE_TOTAL: '4' }],
  ])('auto refuses %s', (_, environment) => {
    expect(() => chosenShard('auto', environment)).toThrow(expect.objectContaining({ code: 'bad-flag' }));
  });
});
