import { UsageError } from './command.ts';
import type { Command, Terminal } from './command.ts';

/** Every command of the product. Each is loaded when it is called, so that one does not pay for the others. */
const COMMANDS: Record<string, { usage: string; load(): Promise<Command> }> = {
  cases: { usage: 'cases slots FILE.json', load: () => import('./cases.ts') },
  content: { usage: 'content check|load|diff|export [FOLDER]', load: () => import('./content.ts') },
};

const terminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

async function main([name, ...args]: string[]): Promise<number> {
  const usages = Object.values(COMMANDS).map(({ usage }) => usage);
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
    const wrong = name === undefined ? 'No command was given' : `There is no command "${name}"`;
    terminal.err(`${wrong}; these exist: ${usages.join(' · ')}`);
    return 2;
  }
  try {
    const command = await COMMANDS[name]?.load();
    return command === undefined ? 2 : await command.run(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(error.message);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
