import { isObject } from '../../contract/pointer.js';
import type { DeclaredDeviation, Exchange, Finding, JournalEntry } from '../../generated/journal.js';
import type { Redactor } from '../redact/redact.js';
import { curlLine } from '../render/curl.js';

function redactReply(
  { status, contentType, code, body }: NonNullable<Exchange['reply']>,
  text: Redactor['text'],
): NonNullable<Exchange['reply']> {
  return {
    status,
    ...(contentType === undefined ? {} : { contentType: text(contentType) }),
    ...(code === undefined ? {} : { code: text(code) }),
    ...(body === undefined ? {} : { body: text(body) }),
  };
}

function redactExchange(exchange: Exchange, { text, value, headers }: Redactor): Exchange {
  const { logical, request, reply, problem, curl, signing } = exchange;
  const redactedLogical = logical === undefined ? undefined : value(logical);
  const redacted: Exchange['request'] = {
    method: request.method,
    url: text(request.url),
    headers: headers(request.headers),
    ...(request.body === undefined ? {} : { body: text(request.body) }),
  };
  return {
    ...(isObject(redactedLogical) ? { logical: redactedLogical } : {}),
    request: redacted,
    ...(signing === undefined ? {} : { signing }),
    ...(reply === undefined ? {} : { reply: redactReply(reply, text) }),
    ...(problem === undefined ? {} : { problem: text(problem) }),
    // Quoted for a shell, a secret has one more form: the line is made anew from the redacted request.
    ...(curl === undefined ? {} : { curl: curlLine({ ...redacted, ...(signing === undefined ? {} : { signing }) }) }),
  };
}

function redactFinding(finding: Finding, redactor: Redactor): Finding {
  const { text } = redactor;
  return {
    ...finding,
    case: text(finding.case),
    expected: text(finding.expected),
    actual: text(finding.actual),
    ...(finding.change === undefined ? {} : { change: text(finding.change) }),
    ...(finding.exchange === undefined ? {} : { exchange: redactExchange(finding.exchange, redactor) }),
  };
}

function redactDeviation({ text }: Redactor): (deviation: DeclaredDeviation) => DeclaredDeviation {
  return ({ reason, issue, ...rest }) => ({
    ...rest,
    reason: text(reason),
    ...(issue === undefined ? {} : { issue: text(issue) }),
  });
}

/** A journal entry without secrets. Ids, verdict words and numbers are left as they are. */
export function redactEntry(entry: JournalEntry, redactor: Redactor): JournalEntry {
  switch (entry.type) {
    case 'run':
      return {
        ...entry,
        ...(entry.deviations === undefined ? {} : { deviations: entry.deviations.map(redactDeviation(redactor)) }),
        target: { ...entry.target, url: redactor.text(entry.target.url) },
      };
    case 'operation':
      return entry;
    case 'skip':
      return { ...entry, reason: redactor.text(entry.reason) };
    case 'result':
      return {
        ...entry,
        findings: entry.findings.map((finding) => redactFinding(finding, redactor)),
        ...(entry.broken === undefined ? {} : { broken: redactor.text(entry.broken) }),
      };
    case 'end':
      return { ...entry, ...(entry.problem === undefined ? {} : { problem: redactor.text(entry.problem) }) };
    default:
      return entry satisfies never;
  }
}
