import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Patch } from '../frame/proof.ts';
import { ROOT, SCRATCH, TRUE_PRODUCT, type Product } from './place.ts';

/** What a build never reads. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'test']);

const PATCHABLE = /^(apps\/api|apps\/web|libs)\//;

/**
 * The text with a patch made.
 * @throws when the search does not match as often as the patch says: a mutant that changes nothing would prove nothing
 */
export function patched(text: string, { file, search, replace, everywhere, occurrence }: Patch): string {
  const pattern = new RegExp(
    typeof search === 'string' ? escaped(search) : search.source,
    typeof search === 'string' ? 'g' : `${search.flags.replace('g', '')}g`,
  );
  const found = [...text.matchAll(pattern)].length;
  if (found === 0) throw new Error(`the patch of ${file} matches nothing: ${String(search)}`);
  if (occurrence !== undefined) {
    let seen = 0;
    if (occurrence >= found)
      throw new Error(`the patch of ${file} wants match ${occurrence} of ${found}: ${String(search)}`);
    return text.replace(pattern, (match) => (seen++ === occurrence ? replace : match));
  }
  if (found > 1 && !everywhere)
    throw new Error(`the patch of ${file} matches ${found} places instead of one: ${String(search)}`);
  return text.replace(pattern, () => replace);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** All patches by file, made one after the other; reads the true sources. */
export function patchedFiles(patches: readonly Patch[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const patch of patches) {
    if (!PATCHABLE.test(patch.file)) throw new Error(`${patch.file} is in no application that is built`);
    texts.set(patch.file, patched(texts.get(patch.file) ?? readFileSync(join(ROOT, patch.file), 'utf8'), patch));
  }
  return texts;
}

/**
 * Builds a copy of the sources with the patches made. Without patches it is the true product.
 * @param inApp the only application to build, when a patch of `libs` would change both
 */
export async function buildMutant(
  name: string,
  patches: readonly Patch[],
  inApp?: 'api' | 'web',
): Promise<Product & { remove(): void }> {
  if (patches.length === 0) return { ...TRUE_PRODUCT, remove: () => undefined };
  const texts = patchedFiles(patches);
  const place = join(SCRATCH, `mutant-${process.pid}-${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}`);
  const remove = () => rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  remove();
  const inLibs = [...texts.keys()].some((file) => file.startsWith('libs/'));
  const apps = ['api', 'web'].filter((app) =>
    inLibs ? app === (inApp ?? app) : [...texts.keys()].some((file) => file.startsWith(`apps/${app}/`)),
  );
  copy('libs', place);
  for (const app of apps) copy(`apps/${app}`, place);
  cpSync(join(ROOT, 'tsconfig.base.json'), join(place, 'tsconfig.base.json'));
  cpSync(join(ROOT, 'package.json'), join(place, 'package.json'));
  linkPackages(place);
  for (const [file, text] of texts) writeFileSync(join(place, file), text);
  for (const app of apps) await build(place, app);
  return {
    apiDir: apps.includes('api') ? join(place, 'dist/apps/api') : TRUE_PRODUCT.apiDir,
    webDir: apps.includes('web') ? join(place, 'dist/apps/web') : TRUE_PRODUCT.webDir,
    remove,
  };
}

function copy(folder: string, place: string): void {
  cpSync(join(ROOT, folder), join(place, folder), { recursive: true, filter: (from) => !LEFT_OUT.has(basename(from)) });
}

/** The installed packages, but the copied libraries in place of ours. */
function linkPackages(place: string): void {
  const from = join(ROOT, 'node_modules');
  const to = join(place, 'node_modules');
  mkdirSync(join(to, '@dryrun'), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== '@dryrun' && !name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(place, 'libs')))
    symlinkSync(join(place, 'libs', name), join(to, '@dryrun', name));
}

async function build(place: string, app: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '-c', `apps/${app}/vite.config.ts`], {
    cwd: place,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the mutated apps/${app} does not build:\n${words.slice(-3000)}`);
}
