// Without scripts everything works by reloading. This keeps the login of a session that has ended out of the page, and what
// was typed in it.
(() => {
  const session = document.currentScript.dataset.session;
  const header = 'Nscacheck-Screen';
  let passing = null;
  let asking = false;

  // Not to be remembered by the host as the page to come back to after the login.
  const aside = { 'X-Requested-With': 'XMLHttpRequest' };

  // Says whether the person is still signed in ('yes', 'no', or 'unknown' if nobody answers), and takes the fresh token.
  async function signedIn() {
    try {
      const answer = await fetch(session, { headers: aside, redirect: 'manual', cache: 'no-store' });
      if (answer.ok && answer.headers.has(header)) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        fresh.querySelectorAll('input[type=hidden]').forEach(token =>
          document.getElementsByName(token.name).forEach(old => { old.value = token.value; }));
        return 'yes';
      }
      return answer.ok || answer.type === 'opaqueredirect' || [401, 403].includes(answer.status) ? 'no' : 'unknown';
    } catch {
      return 'unknown';
    }
  }

  function show(id, place) {
    const message = document.getElementById(id);
    message.hidden = false;
    if (place) {
      place.append(message);
      message.scrollIntoView({ block: 'nearest' });
      message.querySelector('a')?.focus();
    }
  }

  function hide() {
    ['ended', 'unsent', 'connection'].forEach(id => { document.getElementById(id).hidden = true; });
  }

  // A form is sent only when somebody is signed in to receive it; otherwise it stays as it was typed.
  document.addEventListener('submit', async event => {
    const form = event.target;
    if (form === passing || form.getAttribute('method') !== 'post') {
      return;
    }
    event.preventDefault();
    if (asking) {
      return;
    }
    asking = true;
    const answer = await signedIn();
    asking = false;
    hide();
    if (answer === 'yes') {
      passing = form;
      form.requestSubmit(event.submitter);
      passing = null;
    } else {
      show(answer === 'no' ? 'unsent' : 'connection', form);
    }
  });

  // A part that is loaded again and again: no more once the session has ended. A copy is loaded by nobody.
  async function explain(part) {
    const ended = await signedIn() === 'no';
    if (ended && part.isConnected) {
      part.replaceWith(part.cloneNode(true));
    }
    show(ended ? 'ended' : 'connection');
  }

  const ours = event => event.detail.xhr.getResponseHeader(header);
  document.addEventListener('htmx:configRequest', event => Object.assign(event.detail.headers, aside));
  document.addEventListener('htmx:beforeSwap', event => {
    if (ours(event)) {
      hide();
    } else if (event.detail.shouldSwap) {
      event.detail.shouldSwap = false;
      explain(event.detail.elt);
    }
  });
  ['htmx:responseError', 'htmx:sendError'].forEach(name =>
    document.addEventListener(name, event => explain(event.detail.elt)));
})();
