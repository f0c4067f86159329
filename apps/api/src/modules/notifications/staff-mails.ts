import type { Words } from './interview-mails.ts';
import { mailTime } from './mail-times.ts';

/** To those who write questions. It names no learner. */
export function supplyLowMail(
  { format, track, level }: { format: string; track: string; level: string },
  publicUrl: string,
): Words {
  return {
    subject: `Questions run out: ${format}, ${level}`,
    body: {
      preview: `${track}: a mock could not be filled with fresh ones.`,
      blocks: [
        {
          p: `A mock was booked for which there were not enough questions that its learner has not met. It got what comes next: neighbouring levels, follow-ups of case studies, or the learner's own project.`,
        },
        {
          facts: [
            ['Format', format],
            ['Track', track],
            ['Level', level],
          ],
        },
        { action: { label: 'Open the question bank', url: `${publicUrl}/bank` } },
        { small: 'You get this once a day at most for each format and level.' },
      ],
    },
    why: 'You write questions for this academy, and some run out.',
  };
}

/** To academy admins. @param error what went wrong, in a sentence for admins */
export function backupFailedMail(
  { startedAt, isNightly, error }: { startedAt: Date; isNightly: boolean; error: string },
  timeZone: string,
  publicUrl: string,
): Words {
  const what = isNightly ? 'Last night’s backup' : 'The backup that was asked for';
  return {
    subject: `A backup failed: ${mailTime(startedAt, timeZone)}`,
    body: {
      preview: error,
      blocks: [
        {
          p: `${what} could not be made. Everything goes on working, but the newest backup is older than it should be.`,
        },
        {
          facts: [
            ['When', mailTime(startedAt, timeZone)],
            ['Why', error],
          ],
        },
        { action: { label: 'See the backups', url: `${publicUrl}/settings/backups` } },
        { small: 'Mend the cause, then make one by hand there: it takes a moment and shows whether all is well.' },
      ],
    },
    why: 'You run this academy, and one of its backups failed.',
  };
}
