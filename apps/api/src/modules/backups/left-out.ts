/**
 * Tables whose rows stay out of backups and are empty after a restore: who is signed in right now, codes and links on their
 * way, counters of attempts, and the list of backups itself (the files of another machine).
 */
export const LEFT_OUT: readonly string[] = [
  'sign_in_session',
  'sign_in_verification',
  'mailed_proof',
  'sign_in_rate_limit',
  'sign_in_attempt',
  'backup_run',
];
