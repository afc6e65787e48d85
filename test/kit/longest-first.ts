import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest, by measurement (`.ci/run` prints it), the longest first: begun last, one of them would keep a
 * single worker busy when all others are through. Beginnings of paths below the repository.
 */
const long = [
  'test/matrix/matrix',
  'test/independent/otc',
  'test/independent/alibaba-modify',
  'test/cli/tarball',
  'test/cli/second-run',
  'test/independent/huawei',
  'test/matrix/second-run',
  'test/targets/auth/refuses-bad-auth',
  'test/suites/unprinted-statuses',
  'test/cli/broken-',
  'test/cli/hostile-targets',
  'test/mutants/behaviours',
  'test/mutants/state',
  'test/matrix',
  'test/cli',
  'test/mutants',
  'test/independent',
  'test/suites',
];

function rank({ moduleId }: TestSpecification, root: string): number {
  const place = long.findIndex((beginning) => moduleId.startsWith(`${root}/${beginning}`));
  return place < 0 ? long.length : place;
}

/** Begins with what takes longest, on a machine that has never run the tests, too. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    return [...files].sort((a, b) => rank(a, root) - rank(b, root));
  }
}
