// Without htmx or without scripts everything works by reloading; this only says when a reload is needed.
document.addEventListener('htmx:responseError', showProblem);
document.addEventListener('htmx:sendError', showProblem);

function showProblem() {
  document.getElementById('connection').hidden = false;
}
