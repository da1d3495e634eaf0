// Runs inside a page: reports clicks on buttons, shows what the extension sends. Markup comes from the extension only,
// which escapes whatever it did not write itself; the page's policy runs no script but this one.
const editor = acquireVsCodeApi();
const page = document.getElementById('page');
const announcer = document.getElementById('announcer');

page.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]');
  if (button) {
    editor.postMessage({ kind: 'action', action: button.dataset.action });
  }
});

window.addEventListener('message', ({ data }) => {
  if (data?.kind === 'body') {
    page.innerHTML = data.html;
    focusHeading();
  } else if (data?.kind === 'patch') {
    for (const { part, text, state } of data.parts ?? []) {
      const element = page.querySelector(`[data-part="${CSS.escape(part)}"]`);
      if (element) {
        element.dataset.state = state;
        element.querySelector('.state').textContent = text;
      }
    }
    if (data.announce) {
      announcer.textContent = data.announce;
    }
  }
});

/** Reading starts at the top, and Enter does nothing there: the safe place to be. */
function focusHeading() {
  page.querySelector('h1')?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

focusHeading();
editor.postMessage({ kind: 'ready' });
