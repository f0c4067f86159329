import { AvailabilityBody, type MentorLimits } from '@dryrun/contracts/scheduling.contract';
import {
  checkAvailability,
  type AvailabilityProblem,
  type MentorHours,
} from '@dryrun/domain/scheduling/availability-rules';
import type { Weekday } from '@dryrun/domain/time/local-date';

/** From one wall time to another; `key` names the row on the screen. An end of `00:00` is the end of the day. */
export interface HoursRow {
  key: string;
  start: string;
  end: string;
}

export interface RuleRow extends HoursRow {
  weekday: Weekday;
}

/** One date with hours of its own; none is a day off. */
export interface DateRow {
  key: string;
  onDate: string;
  intervals: HoursRow[];
  note: string;
}

/** Dates, both included, on which nothing is offered. */
export interface TimeOffRow {
  key: string;
  fromOn: string;
  untilOn: string;
  note: string;
}

/** Dates, both included, on which the hours are meant on another clock. */
export interface StayRow {
  key: string;
  fromOn: string;
  untilOn: string;
  timeZone: string;
}

/** A mentor's hours as the editor holds them. */
export interface HoursForm {
  timeZone: string;
  meetingUrl: string;
  rules: RuleRow[];
  exceptions: DateRow[];
  timeOff: TimeOffRow[];
  stays: StayRow[];
  limits: MentorLimits;
}

export const WEEKDAYS: readonly { weekday: Weekday; name: string }[] = [
  { weekday: 1, name: 'Monday' },
  { weekday: 2, name: 'Tuesday' },
  { weekday: 3, name: 'Wednesday' },
  { weekday: 4, name: 'Thursday' },
  { weekday: 5, name: 'Friday' },
  { weekday: 6, name: 'Saturday' },
  { weekday: 7, name: 'Sunday' },
];

let keysGiven = 0;

/** A key for a new row. */
export function newKey(): string {
  keysGiven += 1;
  return `row-${keysGiven}`;
}

type Saved = Omit<AvailabilityBody, 'version'>;

/** Saved hours as a form, in the order of the clock and the calendar. Time fields know no 24:00; an end of 00:00 says the same. */
export function formOf(saved: Saved): HoursForm {
  const row = ({ start, end }: { start: string; end: string }) => ({
    key: newKey(),
    start,
    end: end === '24:00' ? '00:00' : end,
  });
  return {
    timeZone: saved.timeZone,
    meetingUrl: saved.meetingUrl,
    // The contract has checked 1 … 7.
    rules: saved.rules
      .map((rule) => ({ ...row(rule), weekday: rule.weekday as Weekday }))
      .sort((a, b) => a.start.localeCompare(b.start)),
    exceptions: saved.exceptions
      .map((exception) => ({
        key: newKey(),
        onDate: exception.onDate,
        intervals: exception.intervals.map(row).sort((a, b) => a.start.localeCompare(b.start)),
        note: exception.note,
      }))
      .sort((a, b) => a.onDate.localeCompare(b.onDate)),
    timeOff: saved.timeOff.map((off) => ({ key: newKey(), ...off })).sort((a, b) => a.fromOn.localeCompare(b.fromOn)),
    stays: saved.stays.map((stay) => ({ key: newKey(), ...stay })).sort((a, b) => a.fromOn.localeCompare(b.fromOn)),
    limits: saved.limits,
  };
}

/** What is sent: rows in the order of the form, so that a pointer into it finds its row. */
export function bodyOf(form: HoursForm, version: number): AvailabilityBody {
  const hours = ({ start, end }: HoursRow) => ({ start, end: end === '00:00' ? '24:00' : end });
  return {
    version,
    timeZone: form.timeZone,
    meetingUrl: form.meetingUrl.trim(),
    rules: form.rules.map((rule) => ({ weekday: rule.weekday, ...hours(rule) })),
    exceptions: form.exceptions.map(({ onDate, intervals, note }) => ({
      onDate,
      intervals: intervals.map(hours),
      note: note.trim(),
    })),
    timeOff: form.timeOff.map(({ fromOn, untilOn, note }) => ({ fromOn, untilOn, note: note.trim() })),
    stays: form.stays.map(({ fromOn, untilOn, timeZone }) => ({ fromOn, untilOn, timeZone })),
    limits: form.limits,
  };
}

/** The form's hours as the slot engine reads them. Pre-condition: the form has no faults. */
export function domainHoursOf(form: HoursForm): MentorHours {
  const { rules, exceptions, timeOff, stays, timeZone } = bodyOf(form, 0);
  return {
    timeZone,
    rules: rules.map((rule) => ({ ...rule, weekday: rule.weekday as Weekday })),
    exceptions: exceptions.map(({ onDate, intervals }) => ({ date: onDate, intervals })),
    timeOff: timeOff.map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn })),
    stays: stays.map(({ fromOn, untilOn, timeZone: zone }) => ({ from: fromOn, until: untilOn, timeZone: zone })),
  };
}

/** Do both say the same, in whatever order? */
export function isSameHours(a: HoursForm, b: HoursForm): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(form: HoursForm): string {
  const { rules, exceptions, timeOff, stays, limits, timeZone, meetingUrl } = bodyOf(form, 0);
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  return JSON.stringify([
    timeZone,
    meetingUrl,
    sorted(rules),
    sorted(exceptions.map((e) => [e.onDate, sorted(e.intervals), e.note])),
    sorted(timeOff),
    sorted(stays),
    Object.entries(limits).sort(),
  ]);
}

/** Messages by field: `timeZone`, `meetingUrl`, or the key of a row, a dot and its field (`row-3.start`). */
export type FieldFaults = ReadonlyMap<string, string>;

/** What would be refused. */
export function faultsOf(form: HoursForm): FieldFaults {
  const faults = new Map<string, string>();
  const body = bodyOf(form, 0);
  const parsed = AvailabilityBody.safeParse(body);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = fieldAt(form, path);
    faults.set(field, field === 'meetingUrl' ? 'Paste a link that begins with https://' : message);
  }
  for (const problem of problemsOf(form))
    if (problem.severity === 'error' && !faults.has(fieldOf(form, problem)))
      faults.set(fieldOf(form, problem), FAULTS[problem.code] ?? 'This cannot be used.');
  return faults;
}

const FAULTS: Partial<Record<AvailabilityProblem['code'], string>> = {
  unknown_time_zone: 'Choose a zone from the list.',
  bad_time: 'Give a time, for example 19:30.',
  bad_date: 'Choose a day.',
  duplicate_date: 'This day is already in the list; put all its hours there.',
  ends_before_it_begins: 'This day is before the first one.',
  overlapping_stay: 'You are already somewhere else on one of these days.',
};

/** A refusal's pointers (`/body/rules/3/start`) as messages by field. Call it with the form that was sent. */
export function faultsFromServer(
  form: HoursForm,
  errors: readonly { pointer: string; message: string }[],
): FieldFaults {
  return new Map(
    errors.map(({ pointer, message }) => [
      fieldAt(
        form,
        pointer
          .split('/')
          .slice(2)
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      ),
      message,
    ]),
  );
}

/** Kind remarks by the key of their row, before anything is saved. */
export function remarksOf(form: HoursForm): ReadonlyMap<string, string[]> {
  const remarks = new Map<string, string[]>();
  for (const problem of problemsOf(form)) {
    const words = REMARKS[problem.code];
    if (words === undefined) continue;
    const key = rowAt(form, problem.at)?.key ?? '';
    remarks.set(key, [...new Set([...(remarks.get(key) ?? []), words])]);
  }
  return remarks;
}

const REMARKS: Partial<Record<AvailabilityProblem['code'], string>> = {
  merged: 'Overlaps other hours; together they count as one stretch.',
  lasts_a_whole_day: 'Starts and ends at the same time: a whole day and night.',
  inside_time_off: 'Has no effect: you have time off then.',
  cuts_previous_night: 'Also ends the hours of the evening before, at midnight.',
  moved_by_clock_change: 'The clocks change that night: a skipped time moves forward by the gap.',
  emptied_by_clock_change: 'The clocks skip this hour on that day, so nothing of it is left.',
};

function problemsOf(form: HoursForm): AvailabilityProblem[] {
  return checkAvailability(domainHoursOf(form));
}

function rowAt(form: HoursForm, at: AvailabilityProblem['at']): { key: string } | undefined {
  if (at.list === 'rules' || at.list === 'timeOff' || at.list === 'stays') return form[at.list][at.index ?? -1];
  const date = form.exceptions[at.index ?? -1];
  return at.interval === undefined ? date : date?.intervals[at.interval];
}

/** The contract's name of a field of the domain. */
const FIELD_NAMES: Partial<Record<string, string>> = { date: 'onDate', from: 'fromOn', until: 'untilOn' };

function fieldOf(form: HoursForm, { at }: AvailabilityProblem): string {
  if (at.list === 'timeZone') return 'timeZone';
  return `${rowAt(form, at)?.key ?? ''}.${FIELD_NAMES[at.field ?? ''] ?? at.field ?? ''}`;
}

/** The field that a path into the body means: `['exceptions', 0, 'intervals', 1, 'end']` → `row-7.end`. */
function fieldAt(form: HoursForm, path: readonly PropertyKey[]): string {
  const [list, index, ...rest] = path;
  if (list === 'limits') return `limits.${String(index)}`;
  if (typeof index !== 'number') return String(list);
  if (list === 'rules' || list === 'timeOff' || list === 'stays')
    return `${form[list][index]?.key ?? ''}.${String(rest[0])}`;
  const date = form.exceptions[index];
  if (rest[0] === 'intervals' && typeof rest[1] === 'number')
    return `${date?.intervals[rest[1]]?.key ?? ''}.${String(rest[2])}`;
  return `${date?.key ?? ''}.${String(rest[0])}`;
}
