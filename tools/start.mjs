/**
 * `npm start`: from a fresh clone to a running Dryrun. Needs Node 20 or newer and npm, nothing else; imports nothing of
 * the project, because before the install there is nothing to import.
 */
import { launch } from './launcher.mjs';
import { supervise } from './process/supervise.mjs';

await supervise((life) => launch(life));
