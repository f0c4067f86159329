import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

export interface BrowserHandle {
  /** A fresh person at a fresh browser; `width` in CSS pixels decides phone or desktop. */
  person(options?: {
    width?: number;
    height?: number;
    colorScheme?: 'light' | 'dark';
    timezoneId?: string;
  }): Promise<BrowserContext>;
  close(): Promise<void>;
}

interface Launch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  remove(): void;
}

/** The system's Chromium, else the one that comes with the packages. Throws when neither runs: journeys are never skipped. */
export async function openBrowser(): Promise<BrowserHandle> {
  const tools = (await import(join(import.meta.dirname, '../../../tools/chromium.mjs'))) as {
    chromiumToLaunch(): Promise<Launch>;
  };
  const { remove, ...launch } = await tools.chromiumToLaunch();
  const browser = await chromium.launch(launch);
  return {
    person: ({
      width = 1440,
      height = width < 600 ? 844 : 900,
      colorScheme = 'light',
      timezoneId = 'Asia/Kolkata',
    } = {}) =>
      browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: 1,
        hasTouch: width < 600,
        colorScheme,
        timezoneId,
        locale: 'en-IN',
        reducedMotion: 'reduce',
      }),
    async close() {
      await browser.close();
      remove();
    },
  };
}
