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
    if (data.keep) {
      replaceKeepingPlace(data.html);
    } else {
      page.innerHTML = data.html;
      focusHeading();
    }
  } else if (data?.kind === 'memory') {
    editor.setState(data.memory);
  } else if (data?.kind === 'patch') {
    for (const { part, text, state } of data.parts ?? []) {
      const element = page.querySelector(`[data-part="${CSS.escape(part)}"]`);
      if (element) {
        element.dataset.state = state;
        element.querySelector('.state').textContent = text;
        element.querySelector('[role="checkbox"]')?.setAttribute('aria-checked', String(state === 'done'));
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

/** What had the focus gets it again, where it is still there; what was unfolded stays so, and the page does not move. */
function replaceKeepingPlace(markup) {
  const { scrollX, scrollY } = window;
  const action = document.activeElement?.dataset?.action;
  const open = [...page.querySelectorAll('details[id][open]')].map(({ id }) => id);
  page.innerHTML = markup;
  for (const id of open) {
    document.getElementById(id)?.setAttribute('open', '');
  }
  const again = action && page.querySelector(`[data-action="${CSS.escape(action)}"]`);
  (again || page.querySelector('h1'))?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
}

focusHeading();
editor.postMessage({ kind: 'ready' });
