/** Why a backup cannot be made or used, as sentences for the person who asked: what is wrong, what is safe, what to do. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
}
