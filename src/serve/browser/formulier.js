// Forms of the preview: what script adds to a form that works without it.
//
// The text is shown beside the field while it is written, its marks are buttons, a picture can be dropped on it, and who leaves
// with something that is not saved is asked first. What a text looks like and what is wrong in it is for the server to say.
(() => {
  'use strict';

  const form = document.querySelector('form');
  if (!form) return;
  const text = form.querySelector('textarea[data-foto]');

  // ---- leaving -----------------------------------------------------------------------------------------------------------

  let isSaving = false;
  form.addEventListener('submit', () => { isSaving = true; });
  /** A choice in which nothing is chosen shows its first. */
  const given = ({ options }) => Math.max([...options].findIndex((option) => option.defaultSelected), 0);
  const isOther = (it) => (it.options ? it.selectedIndex !== given(it) : it.value !== it.defaultValue);
  const isChanged = () => [...form.elements].some((it) => it.matches('input:not([type=hidden]), select, textarea') && isOther(it));
  addEventListener('beforeunload', (event) => { if (!isSaving && isChanged()) event.preventDefault(); });

  if (!text) return;

  // ---- beside the text ---------------------------------------------------------------------------------------------------

  const shown = document.getElementById('weergave');
  let timer = 0;
  let asked = 0;

  async function show() {
    const mine = (asked += 1);
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams([...fields, ['doe', 'kijk']]) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.getElementById('weergave');
    // Only the newest counts.
    if (next && mine === asked) shown.replaceChildren(...next.childNodes);
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(() => show().catch(() => {}), 300); };
  text.addEventListener('input', later);
  // A link in it would leave what was typed.
  shown.addEventListener('click', (event) => { if (event.target.closest('a')) event.preventDefault(); });
  form.querySelector('button[value="kijk"]').parentElement.hidden = true;
  later();

  // ---- marks as buttons --------------------------------------------------------------------------------------------------

  /** Puts text in the place of what is selected, so that the browser can undo it. */
  function put(words, from = text.selectionStart, to = text.selectionEnd) {
    text.focus();
    text.setSelectionRange(from, to);
    if (!document.execCommand('insertText', false, words)) text.setRangeText(words, from, to, 'end');
    later();
  }

  /** Puts marks around what is selected, or around a word to be replaced, which is selected then. */
  function around(before, behind, example) {
    const { selectionStart: start, selectionEnd: end } = text;
    const words = text.value.slice(start, end) || example;
    put(`${before}${words}${behind}`, start, end);
    text.setSelectionRange(start + before.length, start + before.length + words.length);
  }

  /** Puts a mark at the beginning of each line that is selected. */
  function before(mark) {
    const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1;
    const end = Math.max(text.selectionEnd, start);
    const gap = mark === '## ' && start > 1 && text.value[start - 2] !== '\n' ? '\n' : '';
    put(gap + text.value.slice(start, end).split('\n').map((line) => mark + line).join('\n'), start, end);
  }

  const marks = [
    ['Kop', () => before('## ')],
    ['Vet', () => around('**', '**', 'woorden')],
    ['Lijst', () => before('- ')],
    ['Link', () => around('[', '](https://)', 'woorden')],
    ['Foto', () => choose()],
  ];
  const bar = document.createElement('div');
  bar.className = 'rij';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Opmaak van de tekst');
  for (const [name, onclick] of marks) {
    bar.append(Object.assign(document.createElement('button'), { type: 'button', textContent: name, onclick }));
  }
  text.before(bar);

  // ---- a picture ---------------------------------------------------------------------------------------------------------

  const details = document.getElementById('foto-erbij');
  const file = document.getElementById('foto-kies');
  const alt = document.getElementById('alt');

  /** Asks what is to be seen on it; where it comes is marked in the text. */
  function choose() {
    const mark = `![](${text.dataset.foto})`;
    if (!text.value.includes(mark)) put(`${text.value.slice(0, text.selectionEnd).trim() ? '\n\n' : ''}${mark}\n\n`, text.selectionEnd, text.selectionEnd);
    details.open = true;
    alt.focus();
  }

  text.addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
  text.addEventListener('drop', (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const chosen = new DataTransfer();
    chosen.items.add(event.dataTransfer.files[0]);
    file.files = chosen.files;
    choose();
  });
  text.addEventListener('paste', (event) => {
    if (!event.clipboardData.files.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    const chosen = new DataTransfer();
    chosen.items.add(event.clipboardData.files[0]);
    file.files = chosen.files;
    choose();
  });
})();
