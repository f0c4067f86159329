/** What the launcher says to the person at the terminal, and how it stops: one sentence, never a stack. */

/** A reason to stop, written for a person: what is wrong and what to do. `detail` is shown indented below it. */
export class Stop extends Error {
  constructor(sentence, { detail, code = 1 } = {}) {
    super(sentence);
    this.name = 'Stop';
    this.detail = detail;
    this.code = code;
  }
}

// A closed terminal (or a reader that has seen enough) must not end us before we have stopped what we started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Numbered progress lines: `const step = steps(5); step('install', 'packages are up to date')` prints `1/5 install   …`. */
export function steps(total) {
  let done = 0;
  return (name, text) => say(`${++done}/${total} ${name.padEnd(9)} ${text}`);
}

/** A further line below the current step. */
export function note(text) {
  say(`    ${text}`);
}

const causes = {
  ENOSPC: 'the disk is full; free some space and start again',
  EDQUOT: 'your disk quota is used up; free some space and start again',
  EACCES: 'this user may not do that; give it the rights, or start as the user who owns the folder',
  EPERM: 'this user may not do that; give it the rights, or start as the user who owns the folder',
  EROFS: 'the file system is read-only; set DATA_DIR to a folder that can be written',
  EMFILE: 'too many files are open; raise the limit (ulimit -n) and start again',
};

/** The sentence for a failure, or undefined for one that only a stack trace explains. */
export function sentenceOf(error) {
  if (error instanceof Stop) return error.message;
  const cause = causes[error?.code];
  if (cause === undefined) return undefined;
  const verb = { mkdir: 'make', open: 'open', write: 'write', rename: 'rename', rm: 'remove', unlink: 'remove' };
  const act = verb[error.syscall] ?? 'use';
  return `Could not ${act} ${error.path ?? 'a file'}: ${cause}.`;
}

/** Print why we stop and return the exit code that says so. */
export function report(error) {
  const sentence = sentenceOf(error);
  process.stderr.write(`\n${sentence ?? error?.stack ?? String(error)}\n`);
  if (error instanceof Stop && error.detail) {
    for (const line of error.detail.trimEnd().split('\n')) process.stderr.write(`    ${line}\n`);
  }
  return error instanceof Stop ? error.code : 1;
}
