/**
 * Who may do what, by hand and one line per route: from `product.md` §5, not from the policies that are on trial.
 *
 * A line is `METHOD PATH KIND` and a verdict per column:
 *   ok   gets through (a read answers 2xx; a write answers 2xx or refuses for a business reason)
 *   no   403: sees the row, or needs no row, but may not do that
 *   -    404, the same to the letter as for an id that does not exist
 *   in   401
 * Columns, by what somebody is to the thing: nobody signed in · owner (its learner, or whose it is) · peer (another learner of the
 * batch) · mentor (its own) · peerM (another mentor of the batch) · lead · admin of its batch · content editor · academy admin ·
 * none (no role that reaches it: other batches, people who were taken out). On a route without a row, owner and mentor stand for
 * every learner and mentor. Somebody with several roles gets the best of them. KIND is one of objects.ts.
 * Shorthands instead of columns: `public` (ok for all) · `signed-in` (in, then ok for all).
 */
export const TABLE = `
#                                                               kind       anon owner peer mentor peerM lead admin editor academy none
GET    /livez                                                   public
GET    /readyz                                                  public
GET    /metrics                                                 public
GET    /api/docs                                                public
GET    /api/openapi.json                                        public
GET    /api/auth/*                                              sign-in-library
POST   /api/auth/*                                              sign-in-library
GET    /api/installation                                        public
GET    /api/demo/people                                         public
POST   /api/demo/sign-in                                        public
GET    /api/me                                                  signed-in
PATCH  /api/me                                                  none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/goal-options                                        none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/batches                                             signed-in
GET    /api/batches/:batchId                                    batch      in   -     ok   -      ok    ok   ok    -      ok      -
GET    /api/batches/:batchId/overview                           batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/batches/:batchId/learners/:personId/progress        progress   in   ok    -    -      -     ok   ok    -      ok      -
GET    /api/batches/:batchId/slots                              batch      in   -     ok   -      no    no   no    -      no      -
POST   /api/batches/:batchId/holds                              batch      in   -     ok   -      no    no   no    -      no      -
GET    /api/batches/:batchId/hold                               batch      in   -     ok   -      no    no   no    -      no      -
DELETE /api/holds/:holdId                                       hold       in   ok    -    -      -     -    -     -      -       -
POST   /api/holds/:holdId/confirm                               hold       in   ok    -    -      -     -    -     -      -       -
GET    /api/my/availability                                     none       in   no    no   ok     ok    no   no    no     no      no
PUT    /api/my/availability                                     none       in   no    no   ok     ok    no   no    no     no      no
POST   /api/my/availability/preview                             none       in   no    no   ok     ok    no   no    no     no      no
GET    /api/my/calendar                                         none       in   no    no   ok     ok    no   no    no     no      no
GET    /api/batches/:batchId/free-busy                          batch      in   -     no   -      ok    ok   ok    -      ok      -
GET    /api/batches/:batchId/mentors/:personId/availability     mentorOf   in   -     -    ok     -     ok   ok    -      ok      -
PUT    /api/batches/:batchId/mentors/:personId/availability     mentorOf   in   -     -    ok     -     no   ok    -      no      -
GET    /api/batches/:batchId/mentors/:personId/qualification    mentorOf   in   -     -    ok     -     ok   ok    -      ok      -
PUT    /api/batches/:batchId/mentors/:personId/qualification    mentorOf   in   -     -    no     -     ok   ok    -      ok      -
PUT    /api/batches/:batchId/mentors/:personId/qualification/own mentorOf  in   -     -    ok     -     no   no    -      no      -
GET    /api/interviews                                          none       in   ok    ok   ok     ok    ok   ok    no     ok      no
GET    /api/interviews/:interviewId                             scheduled  in   ok    -    ok     -     ok   ok    -      ok      -
POST   /api/interviews/:interviewId/cancel                      scheduled  in   ok    -    ok     -     ok   ok    -      ok      -
GET    /api/interviews/:interviewId/plan                        scheduled  in   -     -    ok     -     ok   ok    -      ok      -
PUT    /api/interviews/:interviewId/plan                        scheduled  in   -     -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/start                       scheduled  in   no    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/show                        running    in   no    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/pushbacks                   running    in   no    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/marks                       running    in   no    -    ok     -     no   no    -      no      -
DELETE /api/interviews/:interviewId/marks/:markId               mark       in   no    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/we-met                      running    in   no    -    ok     -     no   no    -      no      -
GET    /api/interviews/:interviewId/stage                       running    in   ok    -    ok     -     -    -     -      -       -
GET    /api/interviews/:interviewId/scorecard                   held       in   -     -    ok     -     -    -     -      -       -
PUT    /api/interviews/:interviewId/scorecard                   drafted    in   -     -    ok     -     -    -     -      -       -
POST   /api/interviews/:interviewId/scorecard/submit            drafted    in   -     -    ok     -     -    -     -      -       -
POST   /api/interviews/:interviewId/prediction                  held       in   ok    -    no     -     no   no    -      no      -
GET    /api/interviews/:interviewId/feedback                    held       in   ok    -    ok     -     ok   ok    -      ok      -
GET    /api/my/feedback                                         none       in   ok    ok   ok     ok    ok   ok    no     ok      no
GET    /api/my/next-steps                                       none       in   ok    ok   ok     ok    ok   ok    no     ok      no
PATCH  /api/next-steps/:nextStepId                              step       in   ok    -    no     -     no   no    -      no      -
GET    /api/my/calendar-feed                                    signed-in
POST   /api/my/calendar-feed                                    signed-in
DELETE /api/my/calendar-feed                                    signed-in
GET    /api/my/message-choices                                  signed-in
PUT    /api/my/message-choices                                  signed-in
GET    /api/interviews/:interviewId/calendar.ics                scheduled  in   ok    -    ok     -     -    -     -      -       -
GET    /api/outbox/mine                                         signed-in
GET    /api/outbox                                              none       in   no    no   no     no    no   ok    no     ok      no
POST   /api/outbox/retry                                        none       in   no    no   no     no    no   ok    no     ok      no
POST   /api/outbox/:messageId/retry                             message    in   -     -    -      -     -    ok    -      ok      -
GET    /api/dead-letters                                        none       in   no    no   no     no    no   no    no     ok      no
POST   /api/dead-letters/retry                                  none       in   no    no   no     no    no   no    no     ok      no
GET    /api/settings/mail                                       none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/settings/mail                                       none       in   no    no   no     no    no   no    no     ok      no
DELETE /api/settings/mail                                       none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/settings/mail/paused                                none       in   no    no   no     no    no   no    no     ok      no
POST   /api/settings/mail/test                                  none       in   no    no   no     no    no   no    no     ok      no
GET    /api/settings/backups                                    none       in   no    no   no     no    no   no    no     ok      no
POST   /api/settings/backups                                    none       in   no    no   no     no    no   no    no     ok      no
`;

export const COLUMNS = [
  'anon',
  'owner',
  'peer',
  'mentor',
  'peerM',
  'lead',
  'admin',
  'editor',
  'academy',
  'none',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Verdict = 'ok' | 'no' | '-' | 'in';

export interface Line {
  route: string;
  method: string;
  path: string;
  kind: string;
  verdicts: Readonly<Record<Column, Verdict>> | null;
}

const every = (anon: Verdict, rest: Verdict) =>
  Object.fromEntries(COLUMNS.map((c) => [c, c === 'anon' ? anon : rest])) as Record<Column, Verdict>;

/** Raw routes that a check of their own covers, see `sign-in-library.ts`. */
export const OWN_CHECKS = ['sign-in-library'];

/** @throws when a line cannot be read */
export function readTable(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [method = '', path = '', kind = '', ...cells] = line.trim().split(/\s+/);
      const route = `${method} ${path}`;
      if (kind === 'public') return { route, method, path, kind: 'none', verdicts: every('ok', 'ok') };
      if (kind === 'signed-in') return { route, method, path, kind: 'none', verdicts: every('in', 'ok') };
      if (OWN_CHECKS.includes(kind)) return { route, method, path, kind, verdicts: null };
      if (cells.length !== COLUMNS.length || cells.some((cell) => !['ok', 'no', '-', 'in'].includes(cell)))
        throw new Error(`expectations.ts: the line of ${route} needs a verdict for each of ${COLUMNS.join(' ')}`);
      return {
        route,
        method,
        path,
        kind,
        verdicts: Object.fromEntries(COLUMNS.map((c, i) => [c, cells[i]])) as Record<Column, Verdict>,
      };
    });
}
