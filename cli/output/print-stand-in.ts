import type { Contract } from '../../contract/contract.js';
import { shortTraits } from '../../contract/inspect/traits.js';
import { curlLine } from '../../reports/render/curl.js';
import type { LoggedRequest } from '../../targets/reference/control/request-log.js';
import { sampleRequest } from '../../targets/reference/sample-request.js';
import type { Console } from '../process/console.js';

/** How updates of a resource are answered, where they are refused whatever they hold. */
function refusalOf({ errors }: Contract, traits: readonly string[]): string | undefined {
  const entry = errors.find(
    ({ provoke }) =>
      provoke !== undefined && 'trait' in provoke && provoke.with === undefined && traits.includes(provoke.trait),
  );
  return entry === undefined ? undefined : `${entry.status === '4XX' ? 400 : entry.status} ${entry.code}`;
}

/** Prints an operation of a stand-in: where it answers, a line that tries it, and each resource with what it answers. */
export async function printOperation(
  contract: Contract,
  { url, isSigned }: { readonly url: string; readonly isSigned: boolean },
  { log }: Console,
): Promise<void> {
  const { id, fixtures, update } = contract;
  log(`${id}  ${url}  ${update.method} ${update.path}`);
  // What is to be signed no line for a shell can do.
  const sample = isSigned ? undefined : await sampleRequest(contract);
  if (sample !== undefined) log(`  try: ${curlLine({ ...sample, url: `${url}${sample.path}` })}`);
  for (const { id: name, traits, values } of fixtures) {
    log(
      `  ${name} (${shortTraits(traits, contract).join(', ')}) ${Object.entries(values)
        .map(([member, value]) => `${member}=${[value].flat().join('|').replaceAll('\n', '\\n')}`)
        .join(' ')}`,
    );
    const refusal = refusalOf(contract, traits);
    if (refusal !== undefined) log(`    answers every update with ${refusal}`);
  }
}

/** One request in one line. No value of it is told: it may be a key. */
export function requestLine({ method, path, status, code, breaks, disputed, fault }: LoggedRequest): string {
  const answered = status === 0 ? 'closed' : [status, ...(code === undefined ? [] : [code])].join(' ');
  return [
    `${method} ${path} ${answered}`,
    ...(fault === true ? ['(a fault on purpose)'] : []),
    ...(breaks.length === 0 ? [] : [`breaks ${breaks.join(', ')}`]),
    ...(disputed.length === 0 ? [] : [`rests on a reading of ${disputed.join(', ')}`]),
  ].join('  ');
}
