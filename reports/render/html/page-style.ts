/** The style of the page: light and dark as the reader prefers, and for print. It holds neither `<` nor `&`. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #fff; --text: #1c1f23; --quiet: #565d66; --line: #c9ced6; --soft: #f3f5f7; --link: #0a53a8;
  --pass: #14692f; --fail: #b3141b; --warn: #7a4d00; --open: #565d66; --mark: #fff3c4; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16181c; --text: #e6e8eb; --quiet: #a6adb7; --line: #3b4149; --soft: #20242a; --link: #86b9ff;
    --pass: #6fd08c; --fail: #ff938c; --warn: #f0bd5c; --open: #a6adb7; --mark: #453a12; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 90rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, select:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; overflow-wrap: normal; }
td p, th p { margin: .2rem 0 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.source { color: var(--quiet); font-size: .9rem; }
.matrix { table-layout: fixed; min-width: 60rem; }
.matrix thead th:nth-child(1) { width: 8rem; }
.matrix thead th:nth-child(3), .matrix thead th:nth-child(4) { width: 5rem; }
.matrix thead th:nth-child(5) { width: 11rem; }
.matrix thead th:nth-child(6) { width: 30%; }
.sides { list-style: none; margin: 0; padding: 0; }
.verdict { font-weight: 600; overflow-wrap: normal; }
.operations th[scope=row] { min-width: 12rem; }
.operations td:nth-child(2) { min-width: 8rem; }
.operations td:nth-child(3), .operations td:nth-child(4), .operations .number { overflow-wrap: normal; white-space: nowrap; }
.operations thead .number { white-space: normal; }
.operations td:nth-child(5) { min-width: 11rem; }
.verdict.pass { color: var(--pass); }
.verdict.fail { color: var(--fail); }
.verdict.failed-known, .verdict.non-strict, .verdict.inconclusive { color: var(--warn); }
.verdict.skipped, .verdict.unsupported, .verdict.not-scored, .verdict.excluded { color: var(--open); }
.bar { display: block; width: 6rem; height: 1rem; margin-top: .25rem; }
rect { fill: var(--line); }
rect.pass { fill: var(--pass); }
rect.fail { fill: var(--fail); }
rect.failed-known, rect.non-strict, rect.inconclusive { fill: var(--warn); }
article { border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem; margin: 1rem 0; content-visibility: auto; contain-intrinsic-size: auto 12rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; }
code { font: .9em/1.4 ui-monospace, monospace; background: var(--soft); padding: .1em .3em; border-radius: .2em; white-space: pre-wrap; unicode-bidi: isolate; }
summary { cursor: pointer; padding: .2rem 0; }
form { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; position: sticky; top: 0; background: var(--back); padding: .6rem 0; border-bottom: 1px solid var(--line); z-index: 1; }
form[hidden] { display: none; }
select, input, button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--quiet); border-radius: .3rem; padding: .2rem .4rem; max-width: 18rem; }
.alert { border-left: .3rem solid var(--fail); padding-left: .8rem; }
:target { background: var(--mark); }
tr, article, h2, h3 { scroll-margin-top: 6rem; }
@media print {
  :root { --back: #fff; --text: #000; --quiet: #444; --line: #999; --soft: #fff; --link: #000; --pass: #000; --fail: #000; --warn: #000; --open: #000; --mark: #fff; }
  form, .skip { display: none; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  article { content-visibility: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .scroll { overflow: visible; }
  .matrix { min-width: 0; }
  tr, article { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
