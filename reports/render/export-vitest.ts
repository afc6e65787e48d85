import type { ConformanceReport } from '../../generated/report.js';
import { computedHeaders, partsOf } from './curl.js';
import { type ExportedCase, exportedCases } from './exported-cases.js';
import { placeOf } from './place-of.js';

/** A text as an expression in which redacted secrets come from the environment. */
function expressionOf(text: string): string {
  return partsOf(text)
    .map((part) => ('text' in part ? JSON.stringify(part.text) : `variable(${JSON.stringify(part.variable)})`))
    .join(' + ');
}

function headersOf({ exchange: { request, signing } }: ExportedCase): readonly string[] {
  const own = Object.entries(request.headers)
    .filter(([name]) => !computedHeaders.has(name.toLowerCase()))
    .map(([name, value]) => `${JSON.stringify(name)}: ${expressionOf(value)}`);
  const signed = Object.entries(signing?.headers ?? {}).map(
    ([name, variable]) => `${JSON.stringify(name)}: variable(${JSON.stringify(variable)})`,
  );
  return [...own, ...signed];
}

function testOf(own: ExportedCase): string {
  const { method, url, body } = own.exchange.request;
  const { origin, rest } = placeOf(url);
  const options = [
    `method: ${JSON.stringify(method)}`,
    `headers: { ${headersOf(own).join(', ')} }`,
    `redirect: 'manual'`,
    ...(body === undefined ? [] : [`body: ${expressionOf(body)}`]),
  ];
  return `test(${JSON.stringify(own.title)}, async () => {
  const reply = await fetch((process.env['TARGET_URL'] ?? ${JSON.stringify(origin)}) + ${expressionOf(rest)}, {
    ${options.join(',\n    ')},
  });
  await expectOneOf(${JSON.stringify(own.answers)}, reply);
});
`;
}

const helpers = `
interface Answer {
  readonly status: number | string;
  readonly codes?: readonly string[];
}

/** Secrets and credentials come from the environment. */
function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(\`set the environment variable \${name}\`);
  return value;
}

async function expectOneOf(answers: readonly Answer[], reply: Response): Promise<void> {
  const text = await reply.text();
  const isOf = ({ status, codes }: Answer): boolean =>
    (status === reply.status || status === \`\${Math.floor(reply.status / 100)}XX\`) &&
    (codes === undefined || codes.some((code) => text.includes(JSON.stringify(code))));
  const told = answers.map(({ status, codes = [] }) => [status, ...codes].join(' ')).join(', or ');
  expect(answers.some(isOf), \`expected \${told}, but \${reply.status} came: \${text.slice(0, 400)}\`).toBe(true);
}

`;

/**
 * The failing cases of a report as a test file for the user's own vitest, one test for each cause. Requests go to where
 * they went, or to TARGET_URL; what one answer does not tell is a todo.
 */
export function renderVitest(report: ConformanceReport): string {
  const { cases, left } = exportedCases(report);
  const { kit, startedAt } = report;
  const todo = left.map(({ title, why }) => `test.todo(${JSON.stringify(`${title} (${why}; see replay)`)});\n`);
  return `// Written by vpn-conformance ${kit} from a run of ${startedAt}: one test for each cause that failed.
import { ${cases.length > 0 ? 'expect, ' : ''}test } from 'vitest';
${cases.length > 0 ? helpers : '\n'}${[...cases.map(testOf), ...todo].join('\n')}${cases.length + left.length === 0 ? "test.todo('nothing failed');\n" : ''}`;
}
