import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Our own arguments, whatever browser it is: no sandbox below root, no request but to the page under test. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface BrowserHandle {
  /** A fresh person at a fresh browser; `width` in CSS pixels decides phone or desktop. */
  person(options?: { width?: number; height?: number; colorScheme?: 'light' | 'dark'; timezoneId?: string }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** The system's Chromium, else the one that comes with the packages. Throws when neither runs: journeys are never skipped. */
export async function openBrowser(): Promise<BrowserHandle> {
  const profile = await mkdtemp(join(tmpdir(), 'dryrun-chromium-'));
  const system = process.env['CHROMIUM'] ?? SYSTEM.find((path) => existsSync(path));
  const browser = await chromium.launch({
    executablePath: system ?? (await bundled()),
    args: system ? ARGUMENTS : [...ARGUMENTS, '--headless=shell'],
    env: { ...process.env, HOME: profile } as Record<string, string>,
  });
  return {
    person: ({ width = 1440, height = width < 600 ? 844 : 900, colorScheme = 'light', timezoneId = 'Asia/Kolkata' } = {}) =>
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
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function bundled(): Promise<string> {
  const { default: packaged, setupLambdaEnvironment } = (await import('@sparticuz/chromium')) as unknown as {
    default: { executablePath(): Promise<string> };
    setupLambdaEnvironment?: (path: string) => void;
  };
  const path = await packaged.executablePath();
  // Its NSS libraries unpack beside it; without them it does not start on a bare machine.
  process.env['LD_LIBRARY_PATH'] = [join(tmpdir(), 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  setupLambdaEnvironment?.(join(tmpdir(), 'al2023', 'lib'));
  return path;
}
