import { subscribe } from 'node:diagnostics_channel';

/**
 * Loaded into a process of the product before it starts. `DIE_AT=mail.claimed 3` ends it by SIGKILL the third time it says that
 * this moment has come; every moment is told to our parent once.
 */
const [wanted, nth = '1'] = (process.env['DIE_AT'] ?? '').split(' ');
let left = Number(nth);
const told = new Set<string>();

subscribe('dryrun.moment', (message) => {
  const { moment } = message as { moment: string };
  if (!told.has(moment)) process.send?.({ type: 'moment', moment });
  told.add(moment);
  if (moment === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
});
