import { z } from 'zod';
import { ScorecardBody } from '@dryrun/contracts/feedback.contract';

const Copy = z.object({ body: ScorecardBody, at: z.iso.datetime() });

/** What stands on the screen and not yet at the server, with the version it was typed over. */
export type Copy = z.infer<typeof Copy>;

/** A place in this browser for one person's unsaved card of one mock. */
export interface OfflineCopy {
  read(): Copy | null;
  write(body: ScorecardBody): void;
  clear(): void;
}

/** Keyed by rater and mock: no words of one learner can appear on another's card, nor one mentor's on another's screen. */
export function offlineCopy(raterId: string, interviewId: string): OfflineCopy {
  const key = `dryrun.scorecard.${raterId}.${interviewId}`;
  return {
    read: () => {
      try {
        const parsed = Copy.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write: (body) => {
      try {
        localStorage.setItem(key, JSON.stringify({ body, at: new Date().toISOString() }));
      } catch {
        // Storage may be full or blocked; the card is still on the screen and saved when the server can be reached.
      }
    },
    clear: () => {
      try {
        localStorage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}
