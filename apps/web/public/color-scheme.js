/* global localStorage, matchMedia, document */
// Runs before the app and before the first paint. A file of its own because the content security policy allows no inline script.

// The policy forbids compiling code at run time; without this zod tries it while the first chunk loads, and the browser reports a violation.
globalThis.__zod_globalConfig = { jitless: true };

// The colour scheme.
(function () {
  let chosen = null;
  try {
    chosen = localStorage.getItem('dryrun-color-scheme');
  } catch {
    // Storage may be blocked: follow the system.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
