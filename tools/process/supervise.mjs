/** The life of a command that owns other processes: it ends once, in order, and leaves nothing behind. */
import { endChildren } from './processes.mjs';
import { report, say } from './terminal.mjs';

class Interrupted extends Error {}

/**
 * Run `body`, then undo what it registered with `onEnd` (last first), then leave with its exit code.
 * `asked` resolves when we are asked to stop (Ctrl-C, SIGTERM, a closed terminal), and running children are asked as
 * well; asking again changes nothing, the end is on its way. `checkpoint()` between two steps ends the body then.
 */
export async function supervise(body) {
  const undo = [];
  let signal;
  const asked = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(name, () => {
        if (signal) return;
        signal = name;
        say('\n    stopping …');
        endChildren();
        resolve(name);
      });
    }
  });
  const checkpoint = () => {
    if (signal) throw new Interrupted();
  };

  let code;
  try {
    code = (await body({ asked, checkpoint, onEnd: (act) => undo.push(act) })) ?? 0;
  } catch (error) {
    code = signal ? 130 : report(error);
  }
  for (const act of undo.reverse()) {
    try {
      await act();
    } catch (error) {
      code = report(error) || code;
    }
  }
  process.exit(code);
}
