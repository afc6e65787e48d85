import { stringify } from 'yaml';
import type { Contract, Fixture } from '../../contract/contract.js';
import { fixtureMembers } from '../../contract/facts/fixture-members.js';
import { givenTraits, shortTraits } from '../../contract/inspect/traits.js';
import { authSchemes } from '../drivers/auth-schemes.js';

function commented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** A fixture that ordinary updates work on, with as few traits as there are. */
function plainFixture({ fixtures, errors }: Contract): Fixture | undefined {
  const refusing = new Set(
    errors.flatMap(({ provoke }) => (provoke !== undefined && 'trait' in provoke ? [provoke.trait] : [])),
  );
  return fixtures
    .filter(({ traits }) => !traits.some((trait) => refusing.has(trait)))
    .sort((a, b) => givenTraits(a.traits).length - givenTraits(b.traits).length)[0];
}

const aboutTraits = [
  'Traits say what is true of a fixture and, with ! in front, what is not; a trait that is neither given nor denied is',
  "unknown, and what hangs on it is not judged ('!*' denies all that is left). The more of them your fixtures cover, the more is checked:",
];

function operationPart(contract: Contract): string {
  const { id, document, traits } = contract;
  const { id: name, traits: own = [], values = {} } = plainFixture(contract) ?? {};
  const members = fixtureMembers(contract).map(({ name: member, required, description }) => {
    const told = `${required ? 'needed' : 'optional'}${description === undefined ? '' : `: ${description}`}`;
    const value = values[member];
    return value === undefined
      ? `# ${member}:  # ${told}`
      : `${stringify({ [member]: value }, { flowCollectionPadding: false, collectionStyle: 'flow', lineWidth: 0 })
          .trim()
          .slice(1, -1)}  # ${told}`;
  });
  const words = Object.entries(traits).map(([trait, meaning]) => `${trait}: ${meaning}`);
  return [
    `${commented(document)}`,
    `${id}:`,
    `  fixtures:`,
    ...(words.length === 0 ? [] : [indented(commented([...aboutTraits, ...words].join('\n')), 4)]),
    `    - id: ${name ?? 'first'}  # a name of your own`,
    `      traits: [${shortTraits(own, contract)
      .map((trait) => (trait.startsWith('!') ? `'${trait}'` : trait))
      .join(', ')}]`,
    `      values:`,
    ...members.map((line) => indented(line, 8)),
  ].join('\n');
}

const head = `# yaml-language-server: $schema=./node_modules/vpn-conformance/targets/target-file.schema.json
$schema: ./node_modules/vpn-conformance/targets/target-file.schema.json
`;

/** How requests may be authenticated, with what each way needs. */
function authLines(): readonly string[] {
  const words = [...authSchemes.values()].map(({ name, needs, takes }) => {
    const parts = [...needs, ...takes.filter((part) => !needs.includes(part)).map((part) => `[${part}]`)];
    return `#   ${name}: ${parts.join(', ')}`.trimEnd();
  });
  return [
    '# Schemes of authentication with what each needs, each by the environment variable that holds it:',
    ...words,
  ];
}

const authExample = `# auth:
#   scheme: headers
#   headers: { X-Internal-Token: { env: INTERNAL_TOKEN } }
# A token that ends may come from a command: token: { command: … }.
`;

const options = `
# headers:                        # sent with every request
#   X-Tenant: blue
# tls:
#   caFile: ./ca.pem              # trusted beside the authorities of the system
# timeoutMs: 10000                # for one answer
# settleMs: 30000                 # until an accepted update has settled
# requestsPerSecond: 10
# maxRequests: 5000               # in a run
# concurrency: 1                  # operations side by side
`;

/**
 * A commented target file (YAML) for the operations of a vendor; it loads as it is and fits the embedded reference of
 * `serve`.
 */
export function starterFile(contracts: readonly Contract[]): string {
  const vendor = contracts[0]?.vendor ?? '';
  return `${head}
# As it is, this file fits the embedded reference: 'vpn-conformance serve', then 'vpn-conformance run'. Put your own
# address and fixtures in its place, and ask 'vpn-conformance doctor' whether they are right.
implementation:
  organization: Your team
  project: ${vendor}-vpn
  version: 0.0.0
  # url: https://…
  # contact: …

baseUrl: http://127.0.0.1:8080

${authLines().join('\n')}
${authExample}${options}
# What you claim; what you do not claim is reported as unsupported. Default: everything of the operations below.
# features: [${contracts.map(({ id }) => id).join(', ')}]

# Failures that you know of: run, told as failed, and without effect on the exit code (docs/guides/targets.md).
# deviations: ./deviations.yaml   # run --update-deviations writes it

operations:
${contracts.map((contract) => indented(operationPart(contract), 2)).join('\n\n')}
`;
}
