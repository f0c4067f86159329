import {
  checkAvailability,
  type AvailabilityProblem,
  type MentorHours,
} from '@dryrun/domain/scheduling/availability-rules';
import { Refusal, type FieldError } from '../../platform/http/refusal.ts';

/**
 * The refusal for hours that cannot be meant, every fault at its place; null when there is none.
 * @param part where the hours stand in the request: `/body`
 */
export function hoursErrors(hours: MentorHours, part: string): Refusal | null {
  const errors = checkAvailability(hours)
    .filter((p) => p.severity === 'error')
    .map((problem) => fieldError(problem, part));
  if (errors.length === 0) return null;
  return new Refusal('invalid_input', 'Nothing was saved. Please mend the hours marked below and save again.', {
    errors,
  });
}

const MESSAGES: Partial<Record<AvailabilityProblem['code'], string>> = {
  unknown_time_zone: 'That is not a time zone we know. Pick one from the list, for example Asia/Kolkata.',
  bad_weekday: 'Choose a day from Monday to Sunday.',
  bad_time: 'Write a time as HH:MM from 00:00; only an end may be 24:00.',
  bad_date: 'Choose a day of the calendar.',
  duplicate_date: 'There already is an exception for this day; put all its hours there.',
  ends_before_it_begins: 'The last day is before the first.',
  overlapping_stay: 'You are already somewhere else on one of these days.',
};

/** The contract's name of a field of the domain. */
const FIELDS: Partial<Record<string, string>> = { date: 'onDate', from: 'fromOn', until: 'untilOn' };

function fieldError({ code, at }: AvailabilityProblem, part: string): FieldError {
  const path = [part, at.list];
  if (at.index !== undefined) path.push(String(at.index));
  if (at.interval !== undefined) path.push('intervals', String(at.interval));
  if (at.field) path.push(FIELDS[at.field] ?? at.field);
  return { pointer: path.join('/'), message: MESSAGES[code] ?? 'This cannot be used.' };
}
