import type { CaseAnswer, ConformanceReport } from '../../generated/report.js';
import { curlLine } from './curl.js';
import { type ExportedCase, exportedCases } from './exported-cases.js';
import { shellWord } from './shell-word.js';

/** An answer as the script compares it: a pattern of the status, then error codes. */
function wordOf({ status, codes = [] }: CaseAnswer): string {
  return shellWord([String(status).replace('XX', '??'), ...codes].join(' '));
}

function linesOf({ title, exchange: { request, signing }, answers }: ExportedCase): string {
  const curl = curlLine({ ...request, ...(signing === undefined ? {} : { signing }), base: 'TARGET_URL' });
  return `reply=$(${curl} -sS -w '\\n%{http_code}')
expect ${shellWord(title)} "$reply" ${answers.map(wordOf).join(' ')}
`;
}

const script = `set -u
failed=0

# expect <title> <reply> <answer>…: an answer is a pattern of the status, and the error codes of which one has to come.
expect() {
  local title=$1 reply=$2 status=\${2##*$'\\n'} answer code codes
  shift 2
  for answer in "$@"; do
    case $status in \${answer%% *}) ;; *) continue ;; esac
    codes=\${answer#"\${answer%% *}"}
    if [ -z "$codes" ]; then printf 'ok      %s\\n' "$title"; return; fi
    for code in $codes; do
      case $reply in *"\\"$code\\""*) printf 'ok      %s\\n' "$title"; return ;; esac
    done
  done
  failed=1
  printf 'FAILED  %s\\n        %s came\\n' "$title" "$status"
}

`;

/**
 * The failing cases of a report as a shell script of curl lines, one for each cause. Secrets come from the environment;
 * the exit code is 1 where one of them still fails.
 */
export function renderCurlScript(report: ConformanceReport): string {
  const { cases, left } = exportedCases(report);
  const { kit, startedAt } = report;
  const told = left.map(({ title, why }) => `printf 'left out  %s\\n' ${shellWord(`${title} (${why}; see replay)`)}\n`);
  return `#!/usr/bin/env bash
# Written by vpn-conformance ${kit} from a run of ${startedAt}: one request for each cause that failed.
${script}${[...cases.map(linesOf), ...told].join('\n')}
exit $failed
`;
}
