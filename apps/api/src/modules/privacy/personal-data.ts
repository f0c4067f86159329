/**
 * Where personal data lives, table by table, and what becomes of it: the one list that taking data away and erasing it both
 * follow. privacy.int.spec.ts compares it with the database: a table, or a column with text, that nobody thought of fails there.
 */
export interface PersonalTable {
  /** Columns that can hold text of or about people and are dealt with by `erasures`. */
  texts?: readonly string[];
  /** Other columns of a text type: ids, codes, states, keys, or the words of the academy and its content. */
  plain?: readonly string[];
  /** SQL statements that erase; `$1` is the person. In the order of this file, all in one transaction. */
  erasures?: readonly string[];
  /** Why rows or texts stay that one might expect to go. */
  kept?: string;
}

const ofLearner = `select i.id from interview i where i.learner_id = $1`;
const ofEither = `select i.id from interview i where i.learner_id = $1 or i.mentor_id = $1`;

export const PERSONAL_DATA: Readonly<Record<string, PersonalTable>> = {
  // Sign-in: nothing of it has a use without the person.
  sign_in_session: {
    plain: ['token', 'ip_address', 'user_agent', 'method', 'previous_token'],
    erasures: ['delete from sign_in_session where person_id = $1'],
  },
  sign_in_account: {
    plain: ['account_id', 'provider_id', 'access_token', 'refresh_token', 'id_token', 'scope', 'password'],
    erasures: ['delete from sign_in_account where person_id = $1'],
  },
  sign_in_verification: {
    plain: ['identifier', 'value'],
    kept: 'Challenges of passkeys; they name nobody and end by themselves.',
  },
  sign_in_attempt: { plain: ['key'], kept: 'Keyed hashes, counted down to nothing within a day.' },
  authenticator: { plain: ['sealed_secret'], erasures: ['delete from authenticator where person_id = $1'] },
  authenticator_setup: { plain: ['sealed_secret'], erasures: ['delete from authenticator_setup where person_id = $1'] },
  passkey: {
    plain: ['name', 'public_key', 'credential_id', 'device_type', 'transports', 'aaguid'],
    erasures: ['delete from passkey where person_id = $1'],
  },
  recovery_code: { plain: ['hash'], erasures: ['delete from recovery_code where person_id = $1'] },
  mailed_proof: {
    texts: ['address'],
    plain: ['purpose', 'token_hash', 'code_hash'],
    erasures: [`delete from mailed_proof where person_id = $1 or address = (select email from person where id = $1)`],
  },
  invitation: {
    texts: ['address', 'name'],
    plain: ['roles', 'level', 'tracks', 'levels', 'state', 'token_hash', 'token_sealed'],
    erasures: [`delete from invitation where accepted_by = $1 or address = (select email from person where id = $1)`],
    kept: 'Invitations that the person sent belong to those who were invited.',
  },

  // The learner's own work.
  practice_attempt: { texts: ['answer'], erasures: ['delete from practice_attempt where learner_id = $1'] },
  exposure: { plain: ['how', 'pushback_ids'], erasures: ['delete from exposure where learner_id = $1'] },
  availability: {
    texts: ['meeting_url', 'rules', 'exceptions', 'time_off', 'stays'],
    plain: ['time_zone', 'limits'],
    erasures: ['delete from availability where person_id = $1'],
  },
  busy_calendar: {
    plain: ['sealed_url', 'label', 'problem'],
    erasures: ['delete from busy_calendar where person_id = $1'],
  },
  calendar_feed: {
    plain: ['token_hash'],
    erasures: ['delete from calendar_feed where person_id = $1'],
  },
  message_choice: {
    plain: ['muted'],
    erasures: ['delete from message_choice where person_id = $1'],
  },
  mock_reminder: {
    plain: ['kind'],
    erasures: ['delete from mock_reminder where person_id = $1'],
  },
  busy_time: { erasures: ['delete from busy_time where person_id = $1'] },
  busy_conflict: { kept: 'Goes with the calendar.' },
  meeting_link: { plain: ['url'], erasures: ['delete from meeting_link where mentor_id = $1'] },
  mentor_qualification: {
    plain: ['tracks', 'levels', 'formats', 'own_tracks', 'own_levels', 'own_formats'],
    erasures: ['delete from mentor_qualification where person_id = $1'],
  },
  enrolment: {
    texts: ['target_role'],
    plain: ['state', 'level'],
    erasures: [`update enrolment set target_role = '' where person_id = $1`],
    kept: 'That somebody had a seat, for the numbers of the batch.',
  },
  role_grant: { plain: ['role'], erasures: ['delete from role_grant where person_id = $1'] },

  // Mocks: that they were held, and how they were rated, stays without a name; what was written goes.
  interview: {
    texts: ['goal'],
    plain: ['state', 'policy'],
    erasures: [`update interview set goal = jsonb_set(goal, '{note}', '""') where learner_id = $1`],
    kept: 'Format, track, level and time of held mocks, for the statistics of batch and mentors.',
  },
  booking: {
    texts: ['cancel_reason'],
    plain: ['state', 'cancelled_by', 'reason_code'],
    erasures: [`update booking set cancel_reason = '' where reference_id in (${ofEither}) and cancel_reason <> ''`],
  },
  change_request: {
    texts: ['note'],
    plain: ['kind', 'state', 'times'],
    erasures: [`update change_request set note = '' where asked_by = $1 or interview_id in (${ofLearner})`],
  },
  outcome_claim: {
    texts: ['note', 'answer_note'],
    plain: ['kind', 'claimed_as', 'answer', 'state'],
    erasures: [`update outcome_claim set note = '', answer_note = '' where interview_id in (${ofEither})`],
    kept: 'That a mock was missed or failed, for the statistics of batch and mentors.',
  },
  interview_outcome: {
    texts: ['reason'],
    plain: ['outcome', 'decided'],
    erasures: [`update interview_outcome set reason = '' where interview_id in (${ofEither})`],
    kept: 'What became of a mock, for the statistics of batch and mentors.',
  },
  late_notice: { erasures: ['delete from late_notice where person_id = $1'] },
  logged_mock: {
    texts: ['questions'],
    erasures: [`update logged_mock set questions = '' where interview_id in (${ofEither})`],
    kept: 'That a mock was written down afterwards.',
  },
  feedback_clock_step: { plain: ['step'], kept: 'When a mentor was reminded of what, by the id of the mock.' },
  waitlist_entry: {
    texts: ['goal'],
    plain: ['parts', 'weekdays', 'joined_by', 'ended_as'],
    erasures: ['delete from waitlist_entry where learner_id = $1'],
  },
  waitlist_offer: { plain: ['goal', 'why'], kept: 'Goes with the entry; who came before is named by id.' },
  waitlist_offer_end: { plain: ['ended_as'], kept: 'Goes with the entry.' },
  plan_item: {
    texts: ['reason_sentence'],
    plain: ['reason_code', 'planned_pushback_ids', 'used_pushbacks'],
    erasures: [`update plan_item set reason_sentence = '' where interview_id in (${ofLearner})`],
  },
  mark: {
    texts: ['note'],
    plain: ['dimension', 'kind'],
    erasures: [`update mark set note = '' where interview_id in (${ofLearner})`],
  },
  quota_entry: {
    texts: ['reason'],
    plain: ['kind'],
    erasures: [`update quota_entry set reason = '' where person_id = $1`],
  },
  scorecard: {
    texts: ['draft'],
    plain: ['state'],
    erasures: [`update scorecard set draft = '{}' where interview_id in (${ofLearner})`],
    kept: 'What an erased mentor wrote for learners is the learners\u2019 feedback; its author has no name any more.',
  },
  rating: {
    texts: ['examples'],
    plain: ['dimension'],
    erasures: [
      `update rating set examples = '{}' where scorecard_id in (select s.id from scorecard s where s.interview_id in (${ofLearner}))`,
    ],
    kept: 'Ratings without words, for the statistics of batch and mentors.',
  },
  key_point_rating: { plain: ['key_point_id', 'coverage'], kept: 'Ratings without words.' },
  next_step: {
    texts: ['drill'],
    plain: ['dimension', 'state'],
    erasures: [`update next_step set drill = '' where learner_id = $1`],
  },
  prediction: { plain: ['levels'], kept: 'Numbers without words.' },

  // What was told and done.
  mail_message: {
    texts: ['address', 'name', 'why', 'content', 'sealed'],
    plain: ['kind', 'order_key', 'message_id', 'thread_id', 'state', 'last_error'],
    erasures: ['delete from mail_message where person_id = $1'],
    kept: 'Messages to others stay; the name in them is replaced.',
  },
  outbox_event: {
    texts: ['payload'],
    plain: ['type', 'last_error'],
    erasures: [
      `delete from outbox_event where handled_at is not null and (payload::text like '%' || $1::uuid::text || '%' or subject_id = $1 or subject_id in (${ofEither}))`,
    ],
  },
  idempotency_key: {
    texts: ['answer'],
    plain: ['key', 'endpoint', 'body_hash'],
    erasures: ['delete from idempotency_key where actor_id = $1'],
    kept: 'Answers to others stay; the name in them is replaced.',
  },
  audit_entry: {
    texts: ['before', 'after', 'address'],
    plain: ['action', 'subject_type', 'trace_id'],
    erasures: [
      `update audit_entry set before = null, after = null, address = null
       where (person_id = $1 or actor_id = $1 or subject_id = $1 or subject_id in (${ofEither})) and (before is not null or after is not null or address is not null)`,
    ],
    kept: 'Who did what to which row and when, by ids. Nothing else of it may ever change.',
  },
  person: {
    texts: ['name', 'email', 'image', 'demo_key', 'demo_hint'],
    plain: ['time_zone'],
    erasures: [
      `update person set name = $2, email = id::text || '@erased.invalid', email_verified = false, image = null, demo_key = null, demo_hint = null, time_zone = 'UTC',
              removed_at = coalesce(removed_at, $3), updated_at = $3 where id = $1`,
    ],
    kept: 'A row without a name, so that what stays still belongs to one and the same somebody.',
  },

  // Nothing of a person.
  backup_run: {
    plain: ['cause', 'state', 'file_name', 'verified_by', 'error'],
    kept: 'Backups themselves hold what was there when they were made, and are gone after seven nights.',
  },
  batch: { plain: ['slug', 'name', 'focus', 'state', 'time_zone', 'policy', 'rubric_slug', 'join_code'] },
  booking_participant: { plain: ['role'], kept: 'Who was where, by ids.' },
  content_item: { plain: ['kind', 'slug', 'origin'] },
  content_revision: {},
  content_version: { plain: ['content_hash', 'body'] },
  installation: { plain: ['academy_name', 'time_zone', 'setup_token_hash'] },
  schema_migration: { plain: ['name'] },
  stored_setting: {
    plain: ['key', 'value', 'sealed'],
    kept: 'Settings of the academy; who changed one last is an id.',
  },
};

/** Columns of others' rows in which the person's name or address may stand; there it is replaced. */
export const NAMED_IN: readonly { table: string; column: string; type: 'jsonb' | 'json' | 'text' }[] = [
  { table: 'mail_message', column: 'content', type: 'jsonb' },
  { table: 'mail_message', column: 'why', type: 'text' },
  { table: 'idempotency_key', column: 'answer', type: 'json' },
  { table: 'outbox_event', column: 'payload', type: 'jsonb' },
  { table: 'plan_item', column: 'reason_sentence', type: 'text' },
  { table: 'scorecard', column: 'draft', type: 'jsonb' },
  { table: 'mark', column: 'note', type: 'text' },
  { table: 'next_step', column: 'drill', type: 'text' },
  { table: 'change_request', column: 'note', type: 'text' },
  { table: 'booking', column: 'cancel_reason', type: 'text' },
  { table: 'outcome_claim', column: 'note', type: 'text' },
  { table: 'outcome_claim', column: 'answer_note', type: 'text' },
  { table: 'interview_outcome', column: 'reason', type: 'text' },
  { table: 'logged_mock', column: 'questions', type: 'text' },
];
