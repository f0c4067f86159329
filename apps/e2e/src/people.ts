import type { BrowserContext, Page } from 'playwright-core';
import type { BrowserHandle } from './browser.ts';

interface PersonOptions {
  width?: number;
  timezoneId?: string;
  colorScheme?: 'light' | 'dark';
}

/** A seeded person at their own browser, signed in through the demo's button as anybody would. */
export async function signIn(
  browser: BrowserHandle,
  url: string,
  name: string,
  options: PersonOptions = {},
): Promise<Page> {
  const context = await browser.person(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /Hello|Batch/ })
    .waitFor();
  return page;
}

/** Errors that a page threw or logged; a journey ends with none. */
export function watch(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  return errors;
}
