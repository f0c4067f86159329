/** Where a command writes: one line a call. Results go to `out`; the sentence that says what was wrong goes to `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
}

/**
 * One command. `args` are the words after its name; the promise gives the exit code: 0 done, 1 the command's answer is
 * bad news (a case failed, content has errors), 2 it could not be carried out as asked.
 */
export interface Command {
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** A command line that cannot be carried out; the message is the one sentence that the person reads. */
export class UsageError extends Error {}
