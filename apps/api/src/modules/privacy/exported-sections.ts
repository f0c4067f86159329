/**
 * What "my data" holds: a query per section, `$1` is the person. Others' secrets stay out: feedback that is not released, the
 * mentor's marks and plan, addresses of others. Tokens, hashes and sealed secrets are nobody's to read.
 */
export const EXPORTED_SECTIONS: Readonly<Record<string, string>> = {
  account: `select id, name, email, email_verified, time_zone, created_at from person where id = $1`,
  roles: `select g.role, b.name as batch, g.granted_at from role_grant g left join batch b on b.id = g.batch_id where g.person_id = $1 order by g.granted_at`,
  places: `select b.name as batch, e.state, e.level, e.target_role, e.enrolled_at from enrolment e join batch b on b.id = e.batch_id where e.person_id = $1 order by e.enrolled_at`,
  signIns: `select method, created_at, last_seen_at, expires_at, ip_address, user_agent from sign_in_session where person_id = $1 order by created_at`,
  passkeys: `select name, created_at, last_used_at from passkey where person_id = $1 order by created_at`,
  hours: `select time_zone, meeting_url, rules, exceptions, time_off, stays, limits from availability where person_id = $1`,
  otherCalendar: `select label, connected_at, read_at from busy_calendar where person_id = $1`,
  calendarAddress: `select created_at, last_read_at from calendar_feed where person_id = $1`,
  messagesWanted: `select muted, has_quiet_hours, updated_at from message_choice where person_id = $1`,
  meetingLinks: `select interview_id, url, set_at from meeting_link where mentor_id = $1 order by set_at`,
  interviewsFor: `select b.name as batch, q.tracks, q.levels, q.formats from mentor_qualification q join batch b on b.id = q.batch_id where q.person_id = $1`,
  mocksAsLearner: `select i.id, b.name as batch, i.state, i.goal, i.starts_at, i.ends_at, i.minutes, i.confirmed_at, i.mentor_id
     from interview i join batch b on b.id = i.batch_id where i.learner_id = $1 order by i.starts_at`,
  mocksAsMentor: `select i.id, b.name as batch, i.state, i.goal, i.starts_at, i.ends_at, i.minutes, i.learner_id
     from interview i join batch b on b.id = i.batch_id where i.mentor_id = $1 order by i.starts_at`,
  bookings: `select k.id, k.reference_id as interview_id, p.role, lower(k.during) as starts_at, upper(k.during) as ends_at, k.state, k.cancelled_by, k.cancel_reason, k.is_late_change
     from booking_participant p join booking k on k.id = p.booking_id where p.person_id = $1 order by lower(k.during)`,
  claimsAboutMocks: `select c.interview_id, c.kind, c.claimed_as, c.note, c.at, c.answer, c.answer_note, c.answered_at, c.state
     from outcome_claim c join interview i on i.id = c.interview_id where i.learner_id = $1 or i.mentor_id = $1 order by c.at`,
  outcomes: `select o.interview_id, o.outcome, o.decided, o.reason, o.at
     from interview_outcome o join interview i on i.id = o.interview_id where i.learner_id = $1 or i.mentor_id = $1 order by o.at`,
  runningLate: `select interview_id, minutes, at from late_notice where person_id = $1 order by at`,
  mocksHeldElsewhere: `select l.interview_id, l.questions, l.at
     from logged_mock l join interview i on i.id = l.interview_id where i.learner_id = $1 or i.mentor_id = $1 order by l.at`,
  changesAsked: `select interview_id, kind, state, note, asked_at, ended_at from change_request where asked_by = $1 order by asked_at`,
  waitlist: `select b.name as batch, e.goal, e.from_on, e.until_on, e.weekdays, e.parts, e.since, e.ended_at, e.ended_as
     from waitlist_entry e join batch b on b.id = e.batch_id where e.learner_id = $1 order by e.since`,
  timesOffered: `select o.starts_at, o.ends_at, o.offered_at, o.expires_at, x.ended_as, x.at as ended_at
     from waitlist_offer o join waitlist_entry e on e.id = o.entry_id left join waitlist_offer_end x on x.offer_id = o.id where e.learner_id = $1 order by o.offered_at`,
  mocksLedger: `select kind, amount, starts_at, reason, at from quota_entry where person_id = $1 order by at`,
  feedbackReceived: `select s.interview_id, s.draft as feedback, s.submitted_at, s.released_at from scorecard s join interview i on i.id = s.interview_id
     where i.learner_id = $1 and s.rater_id = i.mentor_id and s.state = 'released' order by s.released_at`,
  ratingsReceived: `select r.interview_id, r.held_at, r.dimension, r.level, r.was_prompted, t.examples from released_rating r
     join rating t on t.scorecard_id = r.scorecard_id and t.dimension = r.dimension where r.learner_id = $1 order by r.held_at, r.dimension`,
  keyPointsReceived: `select interview_id, held_at, question_version_id, key_point_id, coverage from released_key_point where learner_id = $1 order by held_at`,
  nextSteps: `select n.drill, n.dimension, n.due_on, n.state, n.updated_at from next_step n join scorecard s on s.id = n.scorecard_id and s.state = 'released'
     where n.learner_id = $1 order by n.updated_at`,
  predictions: `select interview_id, levels, is_skipped, given_at from prediction where learner_id = $1 order by given_at`,
  questionsSeen: `select c.kind, c.slug, e.how, e.at from exposure e join content_item c on c.id = e.question_item_id where e.learner_id = $1 order by e.at`,
  practice: `select c.slug, a.answer, a.submitted_at from practice_attempt a join content_item c on c.id = a.question_item_id where a.learner_id = $1 order by a.submitted_at`,
  scorecardsGiven: `select interview_id, state, draft as scorecard, saved_at, submitted_at, released_at from scorecard where rater_id = $1 order by saved_at`,
  marksGiven: `select m.interview_id, m.dimension, m.kind, m.note, m.at from mark m join interview i on i.id = m.interview_id where i.mentor_id = $1 order by m.at`,
  messages: `select kind, why, state, created_at, sent_at, case when is_secret then null else content end as content from mail_message where person_id = $1 order by created_at`,
  doings: `select at, action, subject_type, subject_id, address from audit_entry where actor_id = $1 order by at`,
};

/** Tables whose data is in no section, each with the reason. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  sign_in_account: 'Passwords and tokens of providers: secrets that are of no use elsewhere.',
  busy_time: 'Copies: of times in their other calendar, and of mocks that they cancelled, which are given as such.',
  sign_in_verification: 'Challenges that end within minutes.',
  sign_in_attempt: 'Hashes.',
  authenticator: 'The secret of a second factor.',
  authenticator_setup: 'The same, not yet confirmed.',
  recovery_code: 'Hashes.',
  mailed_proof: 'Hashes of codes that end within minutes.',
  invitation: 'An invitation is the sender\u2019s; what came of it is in roles and places.',
  mock_reminder: 'That a reminder is due, computed from the mock.',
  plan_item: 'What the mentor prepared; the questions that were asked are in questionsSeen.',
  outbox_event: 'News between parts of Dryrun, by ids.',
  idempotency_key: 'Repeated answers, kept for seven days.',
};
