import type { TargetFile } from '../../generated/target-file.js';

/**
 * Names a target in `conformance.config.ts` or `.js`, so that an editor knows the keys: `export default defineTarget({
 * … })`.
 */
export function defineTarget(target: TargetFile): TargetFile {
  return target;
}
