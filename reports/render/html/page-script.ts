/**
 * The only script of the page: filters the rows of clauses, and shows what a link leads to. Run once; no row has a
 * script of its own. It holds neither `<` nor `&`, so that the page is well-formed XML too.
 */
export const pageScript = `
(() => {
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const sections = Array.from(document.querySelectorAll('section.operation'), (section) => ({
    section,
    rows: Array.from(section.querySelectorAll('tbody tr'), (row) => ({ row, text: undefined })),
  }));
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const matches = (entry, { level, basis, verdict, text }) => {
    const { row } = entry;
    if (level !== '') if (row.dataset.level !== level) return false;
    if (basis !== '') if (row.dataset.basis !== basis) return false;
    if (verdict !== '') if (row.dataset.verdict !== verdict) return false;
    if (text === '') return true;
    entry.text ??= (row.id + ' ' + row.textContent).toLowerCase();
    return entry.text.includes(text);
  };
  const apply = () => {
    const data = Object.fromEntries(new FormData(form));
    const wanted = { ...data, text: data.text.trim().toLowerCase() };
    let count = 0;
    for (const { section, rows } of sections) {
      const isWanted = data.operation === '' || section.dataset.operation === data.operation;
      let here = 0;
      for (const entry of rows) {
        const isShown = isWanted ? matches(entry, wanted) : false;
        if (entry.row.hidden === isShown) entry.row.hidden = !isShown;
        if (isShown) here += 1;
      }
      section.hidden = here === 0;
      count += here;
    }
    shown.textContent = count + ' of ' + total + ' clauses';
  };
  const showAll = () => {
    form.reset();
    apply();
  };
  const follow = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {}
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    if (target.closest('[hidden]') !== null) showAll();
    for (let around = target; around !== null; around = around.parentElement) if (around.tagName === 'DETAILS') around.open = true;
    for (const inner of target.querySelectorAll('details.case')) inner.open = true;
    target.scrollIntoView();
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.querySelector('button').addEventListener('click', showAll);
  addEventListener('hashchange', follow);
  apply();
  follow();
})();
`;
