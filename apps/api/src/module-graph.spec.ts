import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULE_GRAPH } from './module-graph.mjs';

const modules = join(import.meta.dirname, 'modules');
const names = readdirSync(modules);
const sources = (name: string) =>
  (readdirSync(join(modules, name), { recursive: true, encoding: 'utf8' }) as string[])
    .filter((f) => f.endsWith('.ts'))
    .map((f) => ({ file: `${name}/${f}`, text: readFileSync(join(modules, name, f), 'utf8') }));

describe('the module graph', () => {
  it('names every module that exists, and no other', () => {
    expect(Object.keys(MODULE_GRAPH).sort()).toEqual([...names].sort());
  });

  it('has no cycle', () => {
    const depth = (name: string, path: string[]): number => {
      if (path.includes(name)) throw new Error(`cycle: ${[...path, name].join(' → ')}`);
      return 1 + Math.max(0, ...(MODULE_GRAPH[name] ?? []).map((n) => depth(n, [...path, name])));
    };
    for (const name of names) expect(depth(name, [])).toBeGreaterThan(0);
  });

  it('is what the code does: modules enter each other through index.ts, and only allowed ones', () => {
    const wrong = names.flatMap((name) =>
      sources(name).flatMap(({ file, text }) =>
        [...text.matchAll(/from '(?:\.\.\/){1,2}([a-z]+)\/([^']+)'/g)]
          .filter(
            ([, to, path]) =>
              names.includes(to ?? '') && !((MODULE_GRAPH[name] ?? []).includes(to ?? '') && path === 'index.ts'),
          )
          .map(([statement]) => `${file}: ${statement}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps every index.ts at ten lines or fewer', () => {
    for (const name of names) {
      const lines = readFileSync(join(modules, name, 'index.ts'), 'utf8')
        .trimEnd()
        .split('\n').length;
      expect([name, lines <= 10]).toEqual([name, true]);
    }
  });
});
