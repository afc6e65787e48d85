import { execFileSync } from 'node:child_process';
import { packageRoot } from '../../contract/load/package-root.js';

/** Builds the kit before the tests of the command line: they run what is shipped. */
export function setup(): void {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: packageRoot, stdio: ['ignore', 'ignore', 'inherit'] });
}
