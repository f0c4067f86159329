import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../product/place.ts';

/** What the last stage of the Dockerfile says, as far as it decides how the server runs. */
export interface RunStage {
  /** Sources in the build stage (below `/src`, or `/out`) with where they go. */
  copies: { from: string; to: string }[];
  env: Record<string, string>;
  workdir: string;
  user: string;
  command: string[];
  health: string[];
  /** Packages are chosen by this command of the build stage. */
  modulesCommand: string;
}

/** Logical lines of a Dockerfile: comments gone, continued lines joined. */
export function instructions(text: string): string[] {
  const joined = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ');
  return joined
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
}

export function readDockerfile(file = join(ROOT, 'Dockerfile')): RunStage {
  const lines = instructions(readFileSync(file, 'utf8'));
  const begins = lines.findLastIndex((line) => line.startsWith('FROM '));
  const [build, run] = [lines.slice(0, begins), lines.slice(begins)];
  const all = (name: string) =>
    run.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const one = (name: string) => {
    const [value, ...more] = all(name);
    if (value === undefined || more.length > 0)
      throw new Error(`the last stage of the Dockerfile needs exactly one ${name}`);
    return value;
  };
  const list = (text: string) => JSON.parse(text.slice(text.indexOf('['))) as string[];
  return {
    copies: all('COPY').flatMap((line) => {
      const words = line.replace('--from=build ', '').split(' ');
      const to = words.pop() ?? '';
      return words.map((from) => ({ from, to }));
    }),
    env: Object.fromEntries(
      one('ENV')
        .split(' ')
        .map((pair) => pair.split('=', 2) as [string, string]),
    ),
    workdir: one('WORKDIR'),
    user: one('USER'),
    command: [...list(one('ENTRYPOINT')), ...list(one('CMD'))],
    health: list(one('HEALTHCHECK')),
    modulesCommand: build.find((line) => line.includes('tools/image-modules.mjs')) ?? '',
  };
}
