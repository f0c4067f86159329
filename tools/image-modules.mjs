/**
 * Copies of all installed packages only those that the built server imports, with everything they depend on:
 * `node tools/image-modules.mjs dist/apps/api node_modules OUT`. What the browser, the tests and the embedded PostgreSQL need stays out.
 */
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const builtins = new Set(builtinModules);

/** Packages imported by the JavaScript files below a folder, by name, sorted. What only looks like an import (SQL, sentences) is none. */
export function importedPackages(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).map(String);
  const names = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => ts.preProcessFile(fs.readFileSync(path.join(folder, file), 'utf8')).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !/^(node:|[./])/.test(name) && !builtins.has(name.split('/')[0]))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
  return [...new Set(names)].sort();
}

/** Where `name` is found from a folder of a package, as Node would; null when it is not installed. */
function locate(name, from, modules) {
  for (let at = from; at.startsWith(modules); at = path.dirname(at)) {
    const found = path.join(at, path.basename(at) === 'node_modules' ? '' : 'node_modules', name);
    if (fs.existsSync(path.join(found, 'package.json'))) return found;
  }
  return null;
}

/**
 * Folders (below `modules`) of the named packages and of all that they need at run time: dependencies, and what is installed of
 * their optional and peer ones.
 * @throws when a needed package is not installed
 */
export function closure(names, modules) {
  const wanted = new Set();
  const visit = (name, from, isOptional) => {
    const folder = locate(name, from, modules);
    if (folder === null) {
      if (isOptional) return;
      throw new Error(`${name}, needed from ${path.relative(modules, from) || 'the server'}, is not installed`);
    }
    if (wanted.has(folder)) return;
    wanted.add(folder);
    const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    for (const inner of Object.keys(about.dependencies ?? {}))
      visit(inner, folder, inner in (about.optionalDependencies ?? {}));
    for (const inner of Object.keys({ ...about.optionalDependencies })) visit(inner, folder, true);
    // A peer that is installed for other reasons (a test runner, a bundler) is not needed; a required one is.
    for (const inner of Object.keys(about.peerDependencies ?? {}))
      if (!about.peerDependenciesMeta?.[inner]?.optional) visit(inner, folder, true);
  };
  for (const name of names) visit(name, modules, false);
  return [...wanted].sort();
}

/** Copies the packages of {@link closure}; a package inside a chosen one comes only when it is chosen itself. */
export function copyPackages(folders, modules, target) {
  for (const folder of folders) {
    const to = path.join(target, path.relative(modules, folder));
    fs.cpSync(folder, to, {
      recursive: true,
      dereference: true,
      filter: (from) => from === folder || path.basename(from) !== 'node_modules',
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [built, modulesFolder, target] = process.argv.slice(2).map((argument) => path.resolve(argument));
  const folders = closure(importedPackages(built), modulesFolder);
  copyPackages(folders, modulesFolder, target);
  process.stdout.write(`${folders.length} packages copied to ${target}\n`);
}
