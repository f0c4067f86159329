import { subscribe } from 'node:diagnostics_channel';

/**
 * Loaded into a process of the product before it starts. `DIE_AT=mail.claimed 3 ^interview` ends it by SIGKILL the third time it
 * says that this moment has come for news or a message of such a name; every moment is told to our parent once.
 */
const [wanted, nth = '1', about = ''] = (process.env['DIE_AT'] ?? '').split(' ');
let left = Number(nth);
const names = new RegExp(about);
const told = new Set<string>();

subscribe('dryrun.moment', (message) => {
  const { moment, about: name } = message as { moment: string; about: string };
  if (!told.has(moment)) process.send?.({ type: 'moment', moment });
  told.add(moment);
  if (moment === wanted && names.test(name) && --left === 0) process.kill(process.pid, 'SIGKILL');
});
