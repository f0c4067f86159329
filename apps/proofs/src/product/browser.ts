import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ROOT } from './place.ts';

interface Launch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  remove(): void;
}

/** The same Chromium as the journeys use; `close` takes its home folder with it. */
export async function openBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const tools = (await import(join(ROOT, 'tools/chromium.mjs'))) as { chromiumToLaunch(): Promise<Launch> };
  const { remove, ...launch } = await tools.chromiumToLaunch();
  const browser = await chromium.launch(launch);
  return {
    browser,
    async close() {
      await browser.close();
      remove();
    },
  };
}
