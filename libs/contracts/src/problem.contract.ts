import { z } from 'zod';

/**
 * Every refusal a request can end in: a stable code and its title in people's words. Clients branch on the code, show
 * `detail`, and use `errors[].pointer` to mark fields. Status numbers belong to the HTTP layer alone.
 */
export const PROBLEMS = {
  invalid_input: 'Some of what was sent cannot be used',
  malformed_request: 'The request could not be read',
  payload_too_large: 'That is more than can be sent at once',
  headers_too_large: 'The headers of the request are too large',
  request_timeout: 'The request did not arrive in time',
  not_signed_in: 'Please sign in first',
  wrong_credentials: 'Address or password do not match',
  wrong_code: 'That code does not fit',
  proof_over: 'That link or code cannot be used any more',
  passkey_refused: 'That passkey was not accepted',
  oidc_failed: 'Your organisation’s sign-in did not work',
  address_taken: 'That address belongs to another account',
  last_way_in: 'That is your last way to sign in',
  second_factor_required: 'Your roles need a second factor',
  second_factor_needed: 'One more step to sign in',
  second_factor_setup_needed: 'Admins sign in with a second factor',
  recent_sign_in_needed: 'Please confirm that it is you',
  cross_site_request: 'This request came from another site',
  forbidden: 'You may see this, but not do that',
  not_found: 'There is nothing here',
  method_not_allowed: 'This address does not answer to that method',
  unsupported_media_type: 'Please send JSON',
  too_many_requests: 'Too many attempts; please wait a moment',
  idempotency_key_missing: 'This action needs an idempotency key',
  idempotency_key_reused: 'This idempotency key was used for another request',
  stale_version: 'Somebody (or another tab) saved in between',
  slot_taken: 'That time was just taken',
  slot_not_open: 'That time is not open for booking',
  hold_expired: 'That time is no longer kept for you',
  quota_used: 'Your mocks for that week are used',
  interview_state: 'That cannot be done with this mock now',
  late_changes_used: 'Your late changes are used',
  request_open: 'There is an open question about this mock already',
  request_closed: 'That question has been answered or taken back',
  claim_made: 'You said that about this mock already',
  own_case: 'Somebody else decides this one',
  time_overlaps: 'There is another mock at that time',
  extension_used: 'There is no more time to add',
  waitlist_closed: 'Nobody can join this waitlist now',
  times_open: 'There are open times that fit',
  offer_over: 'That offer is over',
  too_early: 'It is too early for that',
  scorecard_incomplete: 'The scorecard is not complete yet',
  scorecard_submitted: 'This scorecard was already submitted',
  prediction_given: 'Your prediction was already given',
  next_step_state: 'This next step is no longer in a state where that can be done',
  message_state: 'This message cannot be sent again',
  set_in_environment: 'This is set where the server is started',
  no_backup_folder: 'There is no folder for backups',
  batch_state: 'The batch is not in a state where that can be done',
  batch_not_ready: 'The batch is not ready for that yet',
  enrolment_state: 'This place is no longer in a state where that can be done',
  invitation_over: 'This invitation cannot be used any more',
  account_exists: 'This address has an account already',
  setup_link_over: 'This set-up link cannot be used any more',
  join_code_unknown: 'This join code is not in use',
  last_academy_admin: 'The academy needs at least one admin',
  unavailable: 'Dryrun cannot answer right now',
  internal: 'Something broke on our side',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 problem details. `detail` says what happened, what is safe and what to do next. Endpoint-specific members (e.g. fresh `slots`) may follow. */
export const ProblemView = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  /** JSON pointers into what was sent (`/body/goal/note`), each with its reason. */
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  traceId: z.string(),
});
export type ProblemView = z.infer<typeof ProblemView>;
