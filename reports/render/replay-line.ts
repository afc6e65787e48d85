import { shellWord } from './shell-word.js';

/** A run that `replay` can read, and the flags with which it asks the same target. */
export interface ReplayPlace {
  readonly folder: string;
  readonly flags: readonly string[];
}

/** The command that replays a finding, to be pasted into a shell in the folder of the run. */
export function replayLine({ folder, flags }: ReplayPlace, number: number): string {
  return ['npx', 'vpn-conformance', 'replay', folder, String(number), ...flags].map(shellWord).join(' ');
}
