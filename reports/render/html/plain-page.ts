import { createHash } from 'node:crypto';
import { html } from 'ghtml';
import { pageStyle } from './page-style.js';
import { targetText } from './target-text.js';

const styleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;

/** A page without scripts that loads nothing; `body` is HTML, `title` any text. */
export function plainPage(title: string, body: string): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styleHash}; base-uri 'none'; form-action 'none'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${targetText(title)}</title>
<style>!${pageStyle}</style>
</head>
<body>
<main>
!${body}
</main>
</body>
</html>
`;
}
