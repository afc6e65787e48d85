import { existsSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** What Linux counts for the children that ended: see proc(5), the 16th and 17th field of `stat`. */
function ofChildren(): number {
  const file = '/proc/self/stat';
  if (!existsSync(file)) return 0;
  // The second field is a name in brackets, which may hold anything.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** Seconds of CPU that this process and the children that ended have used so far. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + ofChildren();
}
