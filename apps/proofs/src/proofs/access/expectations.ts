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
 * Shorthands instead of columns: `public` (ok for all) · `signed-in` (in, then ok for all) · `off` (404 for all: switched off in the
 * seeded academy).
 */
export const TABLE = `
#                                                               kind       anon owner peer mentor peerM lead admin editor academy none
GET    /livez                                                   public
GET    /readyz                                                  public
GET    /metrics                                                 public
GET    /api/docs                                                public
GET    /api/openapi.json                                        public
GET    /api/sign-in/ways                                        public
GET    /api/sign-in/step                                        signed-in
POST   /api/sign-in/password                                    public
POST   /api/sign-in/mail                                        public
POST   /api/sign-in/code                                        public
POST   /api/sign-in/link                                        public
POST   /api/sign-in/passkey/options                             public
POST   /api/sign-in/passkey                                     public
POST   /api/sign-in/oidc/start                                  off
POST   /api/sign-in/oidc/finish                                 off
POST   /api/sign-in/second-factor                               signed-in
POST   /api/sign-out                                            public
POST   /api/password-reset                                      public
POST   /api/password-reset/finish                               public
GET    /api/me/security                                         signed-in
GET    /api/me/sign-in-sessions                                 signed-in
DELETE /api/me/sign-in-sessions/:sessionId                      session    in   ok    -    -      -     -    -     -      -       -
POST   /api/me/sign-in-sessions/end-others                      signed-in
PUT    /api/me/password                                         signed-in
POST   /api/me/authenticator                                    signed-in
POST   /api/me/authenticator/confirm                            signed-in
DELETE /api/me/authenticator                                    signed-in
POST   /api/me/recovery-codes                                   signed-in
POST   /api/me/passkeys/options                                 signed-in
POST   /api/me/passkeys                                         signed-in
PATCH  /api/me/passkeys/:passkeyId                              passkey    in   ok    -    -      -     -    -     -      -       -
DELETE /api/me/passkeys/:passkeyId                              passkey    in   ok    -    -      -     -    -     -      -       -
POST   /api/me/address                                          signed-in
POST   /api/me/address/confirm                                  signed-in
GET    /api/me/confirm                                          signed-in
POST   /api/me/confirm/password                                 signed-in
POST   /api/me/confirm/passkey                                  signed-in
POST   /api/me/confirm/mail                                     signed-in
POST   /api/me/confirm/code                                     signed-in
POST   /api/setup/look                                          public
POST   /api/setup                                               public
POST   /api/demo/start-academy                                  public
POST   /api/invitations/offer                                   public
POST   /api/invitations/accept                                  public
POST   /api/join/look                                           off
POST   /api/join/apply-as-new                                   off
GET    /api/academy                                             none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/academy                                             none       in   no    no   no     no    no   no    no     ok      no
GET    /api/start                                               none       in   no    no   no     no    no   no    no     ok      no
POST   /api/academy/invitations                                 none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/academy/people/:personId/roles                      anybody    in   -     -    -      -     -    -     -      ok      -
GET    /api/settings/sign-in                                    none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/settings/sign-in/second-factor                      none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/settings/sign-in/oidc                               none       in   no    no   no     no    no   no    no     ok      no
POST   /api/settings/sign-in/let-back-in                        none       in   no    no   no     no    no   no    no     ok      no
POST   /api/settings/sign-in/oidc/test                          none       in   no    no   no     no    no   no    no     ok      no
GET    /api/roadmap                                             none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/roadmap/:slug                                       stage      in   -     ok   -      ok    ok   ok    ok     ok      -
GET    /api/playbooks                                           none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/playbooks/:slug                                     playbook   in   -     ok   -      ok    ok   ok    ok     ok      -
GET    /api/bank                                                none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/bank/:slug                                          question   in   -     ok   -      ok    ok   ok    ok     ok      -
POST   /api/bank/:slug/attempts                                 question   in   -     ok   -      no    no   no    no     no      -
POST   /api/bank/:slug/reveal                                   question   in   -     ok   -      no    no   no    no     no      -
GET    /api/case-studies                                        none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/case-studies/:slug                                  caseStudy  in   -     ok   -      ok    ok   ok    ok     ok      -
POST   /api/case-studies/:slug/reveal                           caseStudy  in   -     ok   -      no    no   no    no     no      -
GET    /api/installation                                        public
GET    /api/demo/people                                         public
POST   /api/demo/sign-in                                        public
GET    /api/me                                                  signed-in
PATCH  /api/me                                                  none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/goal-options                                        none       in   ok    ok   ok     ok    ok   ok    ok     ok      no
GET    /api/batches                                             signed-in
GET    /api/batches/:batchId                                    batch      in   -     ok   -      ok    ok   ok    -      ok      -
POST   /api/batches                                             none       in   no    no   no     no    no   no    no     ok      no
PUT    /api/batches/:batchId                                    batch      in   -     no   -      no    no   ok    -      ok      -
POST   /api/batches/:batchId/moves                              batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/batches/:batchId/people                             batch      in   -     no   -      no    no   ok    -      ok      -
POST   /api/batches/:batchId/invitations/check                  batch      in   -     no   -      no    no   ok    -      ok      -
POST   /api/batches/:batchId/invitations                        batch      in   -     no   -      no    no   ok    -      ok      -
PUT    /api/batches/:batchId/join-code                          batch      in   -     no   -      no    no   ok    -      ok      -
PUT    /api/batches/:batchId/people/:personId/roles             memberOf   in   no    no   no     no    no   ok    -      ok      -
POST   /api/invitations/:invitationId/renew                     invitation in   -     -    -      -     -    ok    -      ok      -
POST   /api/invitations/:invitationId/revoke                    invitation in   -     -    -      -     -    ok    -      ok      -
POST   /api/enrolments/:enrolmentId/moves                       enrolment  in   -     -    -      -     -    ok    -      ok      -
POST   /api/enrolments/:enrolmentId/transfer                    enrolment  in   -     -    -      -     -    ok    -      ok      -
PATCH  /api/enrolments/:enrolmentId                             enrolment  in   -     -    -      -     -    ok    -      ok      -
GET    /api/batches/:batchId/policy                             batch      in   -     ok   -      ok    ok   ok    -      ok      -
PUT    /api/batches/:batchId/policy                             batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/batches/:batchId/quota                              batch      in   -     ok   -      no    no   no    -      no      -
GET    /api/batches/:batchId/slots/why                          batch      in   -     ok   -      no    no   no    -      no      -
POST   /api/batches/:batchId/bookings                           batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/batches/:batchId/learners/:personId/quota           learnerOf  in   no    no   no     no    no   ok    -      ok      -
POST   /api/batches/:batchId/learners/:personId/extra-mocks     learnerOf  in   no    no   no     no    no   ok    -      ok      -
GET    /api/batches/:batchId/learners/:personId/slots           learnerOf  in   no    no   no     no    no   ok    -      ok      -
GET    /api/batches/:batchId/learners/:personId/slots/why       learnerOf  in   no    no   no     no    no   ok    -      ok      -
GET    /api/batches/:batchId/overview                           batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/batches/:batchId/learners/:personId/progress        progress   in   ok    -    -      -     ok   ok    -      ok      -
GET    /api/batches/:batchId/slots                              batch      in   -     ok   -      no    no   no    -      no      -
POST   /api/batches/:batchId/holds                              batch      in   -     ok   -      no    no   no    -      no      -
GET    /api/batches/:batchId/hold                               batch      in   -     ok   -      no    no   no    -      no      -
DELETE /api/holds/:holdId                                       hold       in   ok    -    -      -     -    -     -      -       -
POST   /api/holds/:holdId/confirm                               hold       in   ok    -    -      -     -    -     -      -       -
GET    /api/my/waitlist                                         signed-in
POST   /api/batches/:batchId/waitlist                           batch      in   -     ok   -      no    no   no    -      no      -
DELETE /api/waitlist-entries/:entryId                           waiting    in   ok    -    -      -     -    -     -      -       -
GET    /api/waitlist-offers/:offerId                            offered    in   ok    -    -      -     -    -     -      -       -
POST   /api/waitlist-offers/:offerId/accept                     offered    in   ok    -    -      -     -    -     -      -       -
POST   /api/waitlist-offers/:offerId/decline                    offered    in   ok    -    -      -     -    -     -      -       -
GET    /api/batches/:batchId/waitlist                           batch      in   -     no   -      no    no   ok    -      ok      -
GET    /api/my/places                                           signed-in
POST   /api/my/places/:enrolmentId/withdraw                     place      in   ok    -    -      -     -    -     -      -       -
GET    /api/my/invitations                                      signed-in
POST   /api/my/invitations/:invitationId/accept                 invited    in   ok    -    -      -     -    -     -      -       -
POST   /api/my/invitations/:invitationId/decline                invited    in   ok    -    -      -     -    -     -      -       -
POST   /api/join/apply                                          signed-in
GET    /api/my/busy-calendar                                    none       in   no    no   ok     ok    no   no    no     no      no
PUT    /api/my/busy-calendar                                    none       in   no    no   ok     ok    no   no    no     no      no
POST   /api/my/busy-calendar/read                               none       in   no    no   ok     ok    no   no    no     no      no
DELETE /api/my/busy-calendar                                    none       in   no    no   ok     ok    no   no    no     no      no
GET    /api/my/availability                                     none       in   no    no   ok     ok    no   no    no     no      no
PUT    /api/my/availability                                     none       in   no    no   ok     ok    no   no    no     no      no
GET    /api/my/availability/why                                 none       in   no    no   ok     ok    ok   ok    no     ok      no
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
GET    /api/interviews/:interviewId/booking                     scheduled  in   ok    -    ok     -     ok   ok    -      ok      -
GET    /api/interviews/:interviewId/move-slots                  scheduled  in   ok    -    ok     -     ok   ok    -      ok      -
POST   /api/interviews/:interviewId/move                        scheduled  in   ok    -    no     -     no   no    -      no      -
POST   /api/interviews/:interviewId/move-on-behalf              scheduled  in   no    -    no     -     no   ok    -      ok      -
POST   /api/interviews/:interviewId/offers                      scheduled  in   no    -    ok     -     no   no    -      no      -
GET    /api/interviews/:interviewId/colleagues                  scheduled  in   no    -    ok     -     ok   ok    -      ok      -
POST   /api/interviews/:interviewId/swap                        scheduled  in   no    -    ok     -     ok   ok    -      ok      -
GET    /api/interviews/:interviewId/outcome                     scheduled  in   ok    -    ok     -     ok   ok    -      ok      -
POST   /api/interviews/:interviewId/late                        scheduled  in   ok    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/claim                       scheduled  in   ok    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/claim/answer                scheduled  in   ok    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/claim/come-round            scheduled  in   ok    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/claim/withdraw              scheduled  in   ok    -    ok     -     no   no    -      no      -
POST   /api/interviews/:interviewId/outcome                     scheduled  in   no    -    no     -     ok   ok    -      ok      -
GET    /api/batches/:batchId/outcomes                           batch      in   -     no   -      no    ok   ok    -      ok      -
GET    /api/batches/:batchId/logged-mocks/options               batch      in   -     no   -      ok    no   ok    -      ok      -
POST   /api/batches/:batchId/logged-mocks                       batch      in   -     no   -      ok    no   ok    -      ok      -
GET    /api/my/claims                                           signed-in
GET    /api/my/requests                                         signed-in
POST   /api/requests/:requestId/answer                          request    in   ok    -    -      -     -    -     -      -       -
POST   /api/requests/:requestId/withdraw                        request    in   -     -    ok     -     -    -     -      -       -
GET    /api/interviews/:interviewId/plan                        scheduled  in   -     -    ok     -     ok   ok    -      ok      -
PUT    /api/interviews/:interviewId/plan                        scheduled  in   -     -    ok     -     no   no    -      no      -
PUT    /api/interviews/:interviewId/meeting-link                scheduled  in   no    -    ok     -     no   no    -      no      -
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
POST   /api/interviews/:interviewId/scorecard/until-tomorrow    drafted    in   -     -    ok     -     -    -     -      -       -
POST   /api/interviews/:interviewId/prediction                  held       in   ok    -    no     -     no   no    -      no      -
GET    /api/interviews/:interviewId/feedback                    held       in   ok    -    ok     -     ok   ok    -      ok      -
GET    /api/my/feedback                                         none       in   ok    ok   ok     ok    ok   ok    no     ok      no
GET    /api/my/next-steps                                       none       in   ok    ok   ok     ok    ok   ok    no     ok      no
PATCH  /api/next-steps/:nextStepId                              step       in   ok    -    no     -     no   no    -      no      -
GET    /calendar/:file                                          feed       ok   ok    ok   ok     ok    ok   ok    ok     ok      ok
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
POST   /api/my/data/export                                      signed-in
GET    /api/my/erasure                                          signed-in
POST   /api/my/erasure                                          signed-in
GET    /api/people/:personId/erasure                            anybody    in   -     -    -      -     -    -     -      ok      -
POST   /api/people/:personId/erasure                            anybody    in   -     -    -      -     -    -     -      ok      -
GET    /api/audit                                               signed-in
POST   /api/audit/export                                        none       in   no    no   no     no    ok   ok    no     ok      no
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
  verdicts: Readonly<Record<Column, Verdict>>;
}

const every = (anon: Verdict, rest: Verdict) =>
  Object.fromEntries(COLUMNS.map((c) => [c, c === 'anon' ? anon : rest])) as Record<Column, Verdict>;

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
      if (kind === 'off') return { route, method, path, kind: 'none', verdicts: every('-', '-') };
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
