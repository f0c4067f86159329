import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { startDryrun } from './server.ts';

/**
 * Contact sheets: every screen, as the seeded person it is for, on a phone and on a desktop, below `tmp/pictures`.
 * `npm run pictures` (light), `-- --dark`, `-- --only batch`. With DRYRUN_URL it photographs a server that already runs.
 */
interface Interview {
  id: string;
  state: string;
  batch: { id: string };
  viewerIs: string;
}

interface Scene {
  name: string;
  person: string;
  /** Where to go; may ask the API as that person first. */
  path: (api: <T>(path: string) => Promise<T>) => Promise<string>;
  /** What to do on the page before the picture. */
  act?: (page: Page) => Promise<void>;
}

const to = (path: string) => () => Promise.resolve(path);

const mock = (states: string[], suffix = '') => async (api: <T>(path: string) => Promise<T>) => {
  const { items } = await api<{ items: Interview[] }>('/api/interviews');
  const found = items.find((i) => states.includes(i.state) && i.viewerIs !== 'overseer') ?? items.find((i) => states.includes(i.state));
  if (!found) throw new Error(`no mock in ${states.join(' or ')}`);
  return `/interviews/${found.id}${suffix}`;
};

const batch = (suffix = '') => async (api: <T>(path: string) => Promise<T>) => {
  const { items } = await api<{ items: { id: string }[] }>('/api/batches');
  return `/batches/${items.at(-1)?.id}${suffix}`;
};

const SCENES: Scene[] = [
  { name: 'sign-in', person: '', path: to('/sign-in') },
  { name: 'learner-today', person: 'asha', path: to('/today') },
  { name: 'learner-book', person: 'asha', path: to('/book') },
  { name: 'learner-slots', person: 'asha', path: to('/book?format=system-design&track=kubernetes&level=senior') },
  { name: 'learner-mocks', person: 'asha', path: to('/interviews?when=past') },
  { name: 'learner-mock', person: 'neha', path: mock(['scheduled', 'running']) },
  { name: 'learner-stage', person: 'neha', path: mock(['scheduled', 'running'], '/stage') },
  { name: 'learner-predict', person: 'ravi', path: mock(['awaiting_feedback'], '/feedback') },
  { name: 'learner-feedback', person: 'asha', path: mock(['feedback_released', 'closed'], '/feedback') },
  { name: 'learner-progress', person: 'asha', path: to('/progress') },
  { name: 'mentor-today', person: 'dev', path: to('/today') },
  { name: 'mentor-availability', person: 'claire', path: to('/availability') },
  { name: 'mentor-kit', person: 'dev', path: mock(['scheduled', 'running'], '/kit') },
  { name: 'mentor-run', person: 'dev', path: mock(['scheduled', 'running'], '/run') },
  { name: 'mentor-scorecard', person: 'dev', path: mock(['awaiting_feedback'], '/scorecard') },
  { name: 'mentor-mocks', person: 'dev', path: to('/interviews') },
  { name: 'admin-batch', person: 'kavya', path: batch() },
  {
    name: 'admin-learner',
    person: 'kavya',
    path: async (api) => {
      const { items } = await api<{ items: { id: string }[] }>('/api/batches');
      const id = items.at(-1)?.id;
      const overview = await api<{ learners: { person: { id: string }; held: number }[] }>(`/api/batches/${id}/overview`);
      return `/batches/${id}/learners/${overview.learners.toSorted((a, b) => b.held - a.held)[0]?.person.id}`;
    },
  },
  { name: 'academy-admin', person: 'arjun', path: batch() },
  { name: 'not-found', person: 'asha', path: to('/interviews/01890000-0000-7000-8000-000000000000') },
];

const WIDTHS = { phone: 390, tablet: 768, desktop: 1440 } as const;

const isDark = process.argv.includes('--dark');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const widths = process.argv.includes('--tablet') ? (['tablet'] as const) : (['phone', 'desktop'] as const);
const out = join(import.meta.dirname, '../../../tmp/pictures', isDark ? 'dark' : 'light');

const running = process.env['DRYRUN_URL'] ? null : await startDryrun();
const url = process.env['DRYRUN_URL'] ?? running?.url ?? '';
const browser = await openBrowser();
const trouble: string[] = [];
try {
  await mkdir(out, { recursive: true });
  for (const scene of SCENES.filter((s) => !only || s.name.includes(only)))
    for (const size of widths) {
      const context = await browser.person({ width: WIDTHS[size], colorScheme: isDark ? 'dark' : 'light' });
      try {
        if (scene.person) await context.request.post(`${url}/api/demo/sign-in`, { data: { key: scene.person }, headers: { origin: url } });
        const api = async <T>(path: string) => (await (await context.request.get(url + path)).json()) as T;
        const page = await context.newPage();
        page.on('console', (m) => m.type() === 'error' && !m.text().includes('404') && trouble.push(`${scene.name} ${size}: ${m.text()}`));
        page.on('pageerror', (e) => trouble.push(`${scene.name} ${size}: ${e.message}`));
        await page.goto(url + (await scene.path(api)), { waitUntil: 'networkidle', timeout: 20_000 }).catch(() => undefined);
        await scene.act?.(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) trouble.push(`${scene.name} ${size}: ${overflow}px wider than the screen`);
        await page.screenshot({ path: join(out, `${scene.name}-${size}.png`), fullPage: true });
      } catch (error) {
        trouble.push(`${scene.name} ${size}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        await context.close();
      }
    }
} finally {
  await browser.close();
  await running?.stop();
}
await writeFile(join(out, 'trouble.txt'), trouble.join('\n'));
console.log(trouble.length ? `Look at these:\n${trouble.join('\n')}` : 'No page complained.');
console.log(`Pictures are in ${out}`);
