import type { DifferingPlace } from '../../ui/version-choice.tsx';
import { WEEKDAYS, type HoursForm, type HoursRow } from './hours-form.ts';
import { dateLines, dateWords, hoursWords } from './hours-words.ts';

/** A place in which two versions of the same hours differ. */
export interface HoursDifference extends DifferingPlace {
  /** Puts this screen's version of the place into another form. */
  putInto: (form: HoursForm) => HoursForm;
}

/** Where both versions differ: the zone, the link, each weekday, each date. */
export function differencesOf(mine: HoursForm, theirs: HoursForm): HoursDifference[] {
  const dates = [...new Set([...mine.exceptions, ...theirs.exceptions].map(({ onDate }) => onDate))].sort();
  const places: HoursDifference[] = [
    {
      place: 'timeZone',
      title: 'Your time zone',
      mine: [mine.timeZone],
      theirs: [theirs.timeZone],
      putInto: (form) => ({ ...form, timeZone: mine.timeZone }),
    },
    {
      place: 'meetingUrl',
      title: 'Where you meet',
      mine: linesOf(mine.meetingUrl),
      theirs: linesOf(theirs.meetingUrl),
      putInto: (form) => ({ ...form, meetingUrl: mine.meetingUrl }),
    },
    ...WEEKDAYS.map(({ weekday, name }) => {
      const own = mine.rules.filter((rule) => rule.weekday === weekday);
      const other = theirs.rules.filter((rule) => rule.weekday === weekday);
      return {
        place: `weekday ${weekday}`,
        title: name,
        mine: own.toSorted(byStart).map(hoursWords),
        theirs: other.toSorted(byStart).map(hoursWords),
        putInto: (form: HoursForm) => ({
          ...form,
          rules: [...form.rules.filter((rule) => rule.weekday !== weekday), ...own],
        }),
      };
    }),
    ...dates.map((date) => {
      const own = mine.exceptions.filter(({ onDate }) => onDate === date);
      const other = theirs.exceptions.filter(({ onDate }) => onDate === date);
      return {
        place: `date ${date}`,
        title: dateWords(date),
        mine: own.flatMap(dateLines),
        theirs: other.flatMap(dateLines),
        putInto: (form: HoursForm) => ({
          ...form,
          exceptions: [...form.exceptions.filter(({ onDate }) => onDate !== date), ...own],
        }),
      };
    }),
    {
      place: 'timeOff',
      title: 'Time off',
      mine: mine.timeOff.map(rangeWords),
      theirs: theirs.timeOff.map(rangeWords),
      putInto: (form) => ({ ...form, timeOff: mine.timeOff }),
    },
    {
      place: 'stays',
      title: 'Away in another time zone',
      mine: mine.stays.map((stay) => `${rangeWords(stay)}: ${stay.timeZone}`),
      theirs: theirs.stays.map((stay) => `${rangeWords(stay)}: ${stay.timeZone}`),
      putInto: (form) => ({ ...form, stays: mine.stays }),
    },
    {
      place: 'limits',
      title: 'Limits of your own',
      mine: limitLines(mine),
      theirs: limitLines(theirs),
      putInto: (form) => ({ ...form, limits: mine.limits }),
    },
  ];
  return places.filter((place) => place.mine.join('\n') !== place.theirs.join('\n'));
}

const byStart = (a: HoursRow, b: HoursRow) => (a.start < b.start ? -1 : 1);

function rangeWords({ fromOn, untilOn, note = '' }: { fromOn: string; untilOn: string; note?: string }): string {
  const dates = `${dateWords(fromOn)} – ${dateWords(untilOn)}`;
  return note.trim() === '' ? dates : `${dates}, “${note.trim()}”`;
}

const LIMIT_WORDS: Record<keyof HoursForm['limits'], string> = {
  bufferBeforeMinutes: 'minutes free before',
  bufferAfterMinutes: 'minutes free after',
  stepMinutes: 'minutes between starts',
  noticeMinutes: 'minutes of notice',
  maxPerDay: 'a day at most',
  maxPerWeek: 'a week at most',
};

function limitLines({ limits }: HoursForm): string[] {
  return Object.entries(LIMIT_WORDS).flatMap(([field, words]) => {
    const value = limits[field as keyof HoursForm['limits']];
    return value === null ? [] : [`${value} ${words}`];
  });
}

function linesOf(text: string): string[] {
  return text.trim() === '' ? [] : [text.trim()];
}
