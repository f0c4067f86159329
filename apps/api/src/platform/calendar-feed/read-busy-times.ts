import { Worker } from 'node:worker_threads';
import { CalendarRefusal, type BusyQuestion, type BusyTimes } from './busy-times.ts';

const MOST_MS = 10_000;
const MOST_MEMORY_MB = 256;

type Said = { found: BusyTimes } | { refusal: string };

/**
 * The busy times of an iCalendar text, read in a thread of its own with a bound on time and memory.
 * @throws CalendarRefusal for what is no calendar, or one that asks for too much
 */
export async function readBusyTimes(text: string, question: BusyQuestion, maxMs = MOST_MS): Promise<BusyTimes> {
  // Sources run as TypeScript, the built server as JavaScript; both have the thread's file beside this one.
  const file = `busy-times-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
  const thread = new Worker(new URL(file, import.meta.url), {
    workerData: { text, question },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const said = await new Promise<Said>((resolve, reject) => {
      timer = setTimeout(() => reject(tooMuch()), maxMs);
      thread.once('message', resolve);
      // A loop that ends in no memory, a stack that is too deep: the text's doing, not ours.
      thread.once('error', () => reject(tooMuch()));
      thread.once('exit', () => reject(tooMuch()));
    });
    if ('refusal' in said) throw new CalendarRefusal(said.refusal);
    return said.found;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

function tooMuch(): CalendarRefusal {
  return new CalendarRefusal('That calendar asks for more than can be read in a reasonable time.');
}
