import type { Page } from 'playwright-core';

/** One picture: who looks at what. */
export interface Scene {
  name: string;
  /** Demo key; '' for a visitor. */
  person: string;
  /** Where to go; may ask the API as that person first. */
  path: (api: <T>(path: string) => Promise<T>) => Promise<string>;
  /** What to do on the page before the picture. */
  act?: (page: Page) => Promise<void>;
}

export const to = (path: string) => () => Promise.resolve(path);

/** A page of the batch that began last. */
export const batch =
  (suffix = '') =>
  async (api: <T>(path: string) => Promise<T>) => {
    const { items } = await api<{ items: { id: string }[] }>('/api/batches');
    return `/batches/${items.at(-1)?.id}${suffix}`;
  };
