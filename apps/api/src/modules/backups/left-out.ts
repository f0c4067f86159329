/**
 * Tables whose rows stay out of backups and are empty after a restore: who is signed in right now, codes, links and set-ups on their
 * way, counters of attempts, and the list of backups itself (the files of another machine).
 */
export const LEFT_OUT: readonly string[] = [
  'sign_in_session',
  'sign_in_verification',
  'mailed_proof',
  'authenticator_setup',
  'sign_in_attempt',
  'backup_run',
];
