import { isTimeZone } from '@dryrun/domain/time/zone-transitions';
import { Refusal, type FieldError } from '../../platform/http/refusal.ts';

/** @throws Refusal `invalid_input` for what the contract cannot check: a zone that does not exist */
export function checkBatchFields({ timeZone }: { timeZone: string }): void {
  const errors: FieldError[] = [];
  if (!isTimeZone(timeZone))
    errors.push({
      pointer: '/body/timeZone',
      message: 'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
    });
  if (errors.length > 0)
    throw new Refusal('invalid_input', 'Nothing was saved. Please look at the fields named below.', { errors });
}
