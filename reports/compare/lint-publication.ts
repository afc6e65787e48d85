import type { ConformanceReport } from '../../generated/report.js';
import type { Redactor } from '../redact/redact.js';
import { canonical } from '../verdicts/canonical.js';

/** What a report that is to be published is held against. */
export interface PublicationRules {
  readonly operation: string;
  /** What stands beside the report about how to get it again; undefined where nothing does. */
  readonly reproduce: string | undefined;
  /** Version of the kit that looks at it. */
  readonly kit: string;
  /** Knows what must not appear. */
  readonly redactor: Redactor;
}

function versionOf(text: string): readonly number[] | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(text);
  return match === null ? undefined : match.slice(1).map(Number);
}

/** Whether one version came out after another. */
function isLater(version: readonly number[], than: readonly number[]): boolean {
  const at = version.findIndex((part, index) => part !== than[index]);
  return at >= 0 && (version[at] ?? 0) > (than[at] ?? 0);
}

function kitProblems({ kit }: ConformanceReport, { kit: own }: PublicationRules): readonly string[] {
  const [version, present] = [versionOf(kit), versionOf(own)];
  if (version === undefined) return [`kit ${kit} is no released version; run it again with one`];
  return present !== undefined && isLater(version, present)
    ? [`kit ${kit} is later than ${own}, which looks at it; look with that version or a later one`]
    : [];
}

function identityProblems({ target }: ConformanceReport): readonly string[] {
  const missing = [
    ...(target.organization === undefined ? ['organization'] : []),
    ...(URL.canParse(target.url) && new URL(target.url).host !== target.name ? [] : ['project']),
    ...(target.version === undefined ? ['version'] : []),
  ];
  return missing.length === 0
    ? []
    : [`whose implementation it is is not told: give ${missing.join(', ')} under implementation in the target file`];
}

function wholenessProblems(
  { completion, scope, shards, defects, operations }: ConformanceReport,
  operation: string,
): readonly string[] {
  const isNarrowed = scope !== undefined && scope.clauses.length + scope.levels.length > 0;
  const own = operations.find((one) => one.operation === operation);
  const isAsked = own !== undefined && own.totals.unsupported < own.clauses.length;
  return [
    ...(completion.state === 'interrupted'
      ? [`the run was interrupted: ${completion.problem ?? 'no reason known'}`]
      : []),
    ...(isNarrowed ? ['the run was about some clauses only; run it without --clause and --level'] : []),
    ...(scope?.shard !== undefined && shards === undefined ? ['it is one part of a shared run; merge the parts'] : []),
    ...(defects.length > 0 ? ['a check of the kit broke; report it, and run a version that mends it'] : []),
    ...(isAsked ? [] : [`it is not about ${operation}, below which it stands`]),
    ...(own !== undefined && own.digest === undefined ? ['it does not tell the digest of the contract'] : []),
  ];
}

/** What no report may show, whatever stands around it: signed tokens, private keys, and keys of clouds. */
const tokens: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:AKIA|LTAI)[0-9A-Za-z]{12,}\b/,
  /\b(?:Bearer|Basic)\s+[\w+/=.-]{16,}/,
];

function secretProblems(report: ConformanceReport, redactor: Redactor): readonly string[] {
  const shown = report.causes.flatMap(({ minimal }) => (minimal.exchange === undefined ? [] : [minimal.exchange]));
  const isBare = shown.some(({ request, reply, logical }) => {
    const { headers, url, body = '' } = request;
    const texts = [url, body, reply?.body ?? ''];
    return (
      texts.some((text) => redactor.text(text) !== text) ||
      canonical(redactor.headers(headers)) !== canonical(headers) ||
      canonical(redactor.value(logical ?? {})) !== canonical(logical ?? {})
    );
  });
  const text = JSON.stringify(report);
  return isBare || tokens.some((token) => token.test(text))
    ? ['it shows what looks like a secret; take it out, change the secret, and report it: the kit hides what it knows']
    : [];
}

function reproduceProblems({ reproduce }: PublicationRules): readonly string[] {
  if (reproduce === undefined) return ['Reproduce.md is missing: say how anybody gets the same report'];
  return /vpn-conformance\s+run\b/.test(reproduce) ? [] : ['Reproduce.md names no command `vpn-conformance run …`'];
}

/** What keeps a report from being published, one line each; none where nothing does. */
export function publicationProblems(report: ConformanceReport, rules: PublicationRules): readonly string[] {
  return [
    ...identityProblems(report),
    ...wholenessProblems(report, rules.operation),
    ...kitProblems(report, rules),
    ...secretProblems(report, rules.redactor),
    ...reproduceProblems(rules),
  ];
}
