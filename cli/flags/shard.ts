import { ConfigurationError } from '../../contract/errors.js';
import type { Shard } from '../../generated/journal.js';

/** How an engine of CI tells a job which of several it is. */
interface Engine {
  readonly name: string;
  readonly index: string;
  readonly total: string;
  /** What the first job has. */
  readonly first: 0 | 1;
}

/**
 * In the order in which they are looked for. Kubernetes tells no number of jobs, and GitHub nothing at all: there the
 * kit's own variables are set.
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
 * @see https://buildkite.com/docs/pipelines/configure/environment-variables
 * @see https://circleci.com/docs/variables/#built-in-environment-variables
 */
const engines: readonly Engine[] = [
  {
    name: 'your own',
    index: 'VPN_CONFORMANCE_JOB_INDEX',
    total: 'VPN_CONFORMANCE_JOB_TOTAL',
    first: 0,
  },
  { name: 'Kubernetes Indexed Job', index: 'JOB_COMPLETION_INDEX', total: 'VPN_CONFORMANCE_JOB_TOTAL', first: 0 },
  { name: 'GitLab', index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1 },
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', first: 0 },
];

const mostShards = 10_000;

function shardOf(index: string, of: string, place: string): Shard {
  const [number, all] = [Number(index), Number(of)];
  const isWhole = /^\d+$/.test(index) && /^\d+$/.test(of);
  if (!isWhole || number < 1 || number > all || all > mostShards)
    throw new ConfigurationError(
      'bad-flag',
      `${place}: there is no part ${index} of ${of}; parts are counted from 1 to at most ${mostShards}, as in --shard 2/5`,
    );
  return { index: number, of: all };
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Shard {
  for (const { index, total, first } of engines) {
    const [own, all] = [environment[index], environment[total]];
    if (own === undefined || own === '' || all === undefined || all === '') continue;
    // What is no number stays as it is, so that it is told as it was given.
    return shardOf(/^\d+$/.test(own) ? String(Number(own) + 1 - first) : own, all, `--shard auto (${index}, ${total})`);
  }
  const known = engines.map(({ name, index, total }) => `${index} and ${total} (${name})`).join(', ');
  throw new ConfigurationError('bad-flag', `--shard auto finds no job number in the environment; it reads ${known}`);
}

/**
 * Which part of a run `--shard` asks for: `i/n`, or what the engine of CI tells in the environment with `auto`.
 * @throws ConfigurationError `bad-flag`
 */
export function chosenShard(
  text: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Shard | undefined {
  if (text === undefined) return undefined;
  if (text === 'auto') return fromEnvironment(environment);
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined || of === undefined)
    throw new ConfigurationError('bad-flag', `--shard takes i/n such as 2/5, or auto, not '${text}'`);
  return shardOf(index, of, '--shard');
}
