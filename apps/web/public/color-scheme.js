/* global localStorage, matchMedia, document */
// Sets the colour scheme before the first paint. A file of its own because the content security policy allows no inline script.
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
