import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { TRUE_PRODUCT } from '../../product/place.ts';
import type { Stage } from './matrix.ts';

/** Pre-compressed twins are no addresses of their own. */
const isTwin = (name: string) => /\.(br|gz|zst)$/.test(name);

/**
 * Files of the web app are for everybody, so they must be exactly what the build made and nothing else.
 * @returns the routes that are such files
 */
export async function checkFiles({ visitor, findings }: Stage, served: readonly string[]): Promise<string[]> {
  const folder = TRUE_PRODUCT.webDir;
  const built = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && !isTwin(f.name))
    .map((f) => `/${relative(folder, join(f.parentPath, f.name)).split(sep).join('/')}`);
  const routes = served.filter((route) => built.some((file) => route === `GET ${file}` || route === `HEAD ${file}`));
  for (const file of built.filter((name) => routes.includes(`GET ${name}`))) {
    if (findings.isEnough()) break;
    const answer = await visitor.send('GET', file);
    if (answer.status !== 200) findings.faults.push(`the file ${file}: ${answer.status}`);
    else if (/\.(js|css|html|svg|webmanifest)$/.test(file) && answer.text !== readFileSync(join(folder, file), 'utf8'))
      findings.faults.push(`the file ${file} is not what the build made`);
  }
  return routes;
}
