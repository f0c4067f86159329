import type { Browser, Page } from 'playwright-core';
import { MARK } from './payloads.ts';

export interface Walk {
  /** Pages that were drawn. */
  pages: number;
  /** Pages on which a planted text was seen. */
  withTexts: number;
  /** Kinds of pages: addresses without their ids. */
  kinds: Set<string>;
  faults: Set<string>;
}

/** Runs in the page before anything of the page does: whatever gets to run or is stopped by the policy leaves a trace. */
export function setTrap(): void {
  const trap: string[] = [];
  Object.assign(globalThis, { __trap: trap, __xss: (n: number) => trap.push(`a payload ran (${n})`) });
  for (const name of ['alert', 'confirm', 'prompt'] as const)
    Object.assign(globalThis, { [name]: () => trap.push(`${name}() was called`) });
  document.addEventListener('securitypolicyviolation', (e) =>
    trap.push(`the policy had to stop ${e.violatedDirective} ${e.blockedURI} ${e.sample}`),
  );
}

/** What a page must not have, whether or not something stops it from running. */
export function findTraces(): string[] {
  const found = [...(globalThis as unknown as { __trap: string[] }).__trap];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`<${element.localName}> has ${name}`);
      if (
        /^(href|src|action|formaction|data|xlink:href)$/i.test(name) &&
        /^\W*(javascript|vbscript|data:text)/i.test(value)
      )
        found.push(`<${element.localName}> has ${name}=${value.slice(0, 60)}`);
    }
    if (/^(iframe|object|embed|base|math|mglyph|frame)$/.test(element.localName))
      found.push(`there is a <${element.localName}>`);
    if (element.localName === 'script' && !(element as HTMLScriptElement).src)
      found.push('there is a <script> of its own');
    if (element.localName === 'link' && !(element as HTMLLinkElement).href.startsWith(location.origin))
      found.push(`there is a <link> to ${(element as HTMLLinkElement).href}`);
  }
  return found;
}

const kindOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\?.*$/, '')
    .replace(/\/(bank|roadmap|case-studies|playbooks)\/[^/]+/, '/$1/:slug');

/** Pages of one kind that one person looks at. */
const PER_KIND = 2;

/** Follows every link as one person from where they start. `key` null: nobody signed in. */
export async function walk(
  browser: Browser,
  url: string,
  key: string | null,
  starts: readonly string[],
  result: Walk,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    reducedMotion: 'reduce',
  });
  try {
    await context.addInitScript(setTrap);
    if (key) await context.request.post(`${url}/api/demo/sign-in`, { data: { key }, headers: { origin: url } });
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      result.faults.add(`a dialog opened: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (/evil\.example/.test(request.url())) result.faults.add(`a planted text fetched ${request.url()}`);
    });
    const waiting = [...starts];
    const seen = new Map<string, number>();
    const done = new Set<string>();
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const kind = kindOf(path);
      if (done.has(path) || (seen.get(kind) ?? 0) >= PER_KIND) continue;
      done.add(path);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      waiting.push(...(await look(page, url, path, `${path} as ${key ?? 'nobody'}`, result)));
      result.kinds.add(kind);
    }
  } finally {
    await context.close();
  }
}

/** Draws a page, opens what is folded, and searches it. @returns its links */
async function look(page: Page, url: string, path: string, name: string, result: Walk): Promise<string[]> {
  await page.goto(url + path, { waitUntil: 'domcontentloaded', timeout: 20_000 });
  await page
    .locator('h1')
    .first()
    .waitFor({ timeout: 15_000 })
    .catch(() => undefined);
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details:not([open])')) folded.setAttribute('open', '');
    for (const button of document.querySelectorAll<HTMLElement>(
      '[aria-expanded="false"][aria-controls]:not([aria-haspopup])',
    ))
      button.click();
  });
  await page.waitForTimeout(50);
  for (const trace of await page.evaluate(findTraces)) result.faults.add(`${kindOf(name)}: ${trace}`);
  result.pages++;
  const text = await page.evaluate(
    () =>
      `${document.body.innerText}\n${[...document.querySelectorAll('input, textarea')].map((e) => (e as HTMLInputElement).value).join('\n')}`,
  );
  if (text.toLowerCase().includes(MARK)) result.withTexts++;
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href]')]
      .map((a) => new URL((a as HTMLAnchorElement).href, location.href))
      .filter((to) => to.origin === location.origin && !to.pathname.startsWith('/api/'))
      .map((to) => to.pathname + to.search),
  );
}
