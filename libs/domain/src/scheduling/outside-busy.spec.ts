import { calendarUid, interviewOfUid, outsideBusy } from './outside-busy.ts';
import { span } from './sample-request.ts';

const OURS = '01890000-0000-7000-8000-00000000000a';
const entry = (uid: string, start: string, end: string) => ({ uid, ...span(start, end) });

describe('the name of an interview in calendars', () => {
  it('is read back, in whatever case a calendar keeps it, and nothing else is taken for one', () => {
    expect(interviewOfUid(calendarUid(OURS))).toBe(OURS);
    expect(interviewOfUid(calendarUid(OURS).toUpperCase())).toBe(OURS);
    for (const uid of ['', OURS, `interview-${OURS}`, `x-interview-${OURS}@dryrun`, 'interview-1@dryrun'])
      expect(interviewOfUid(uid)).toBeNull();
  });
});

describe('what another calendar adds to ours', () => {
  const lunch = entry('lunch', '2026-06-01T12:00Z', '2026-06-01T13:00Z');

  it('is what is not ours, by name even where we moved or cancelled it since', () => {
    const stale = entry(calendarUid(OURS), '2026-06-01T15:00Z', '2026-06-01T15:45Z');
    expect(outsideBusy([lunch, stale], new Set([OURS]), [])).toEqual([span('2026-06-01T12:00Z', '2026-06-01T13:00Z')]);
    // The same software in another academy keeps the mentor just as busy.
    expect(outsideBusy([stale], new Set(), [])).toHaveLength(1);
  });

  it('is what has not exactly the time of a booking of ours', () => {
    const renamed = entry('abc@google.com', '2026-06-01T15:00Z', '2026-06-01T15:45Z');
    const longer = entry('def@google.com', '2026-06-01T15:00Z', '2026-06-01T16:00Z');
    const own = [span('2026-06-01T15:00Z', '2026-06-01T15:45Z')];
    expect(outsideBusy([renamed], new Set(), own)).toEqual([]);
    expect(outsideBusy([renamed, longer], new Set(), own)).toEqual([span('2026-06-01T15:00Z', '2026-06-01T16:00Z')]);
  });

  it('is one stretch where entries overlap or touch', () => {
    const more = entry('walk', '2026-06-01T13:00Z', '2026-06-01T13:30Z');
    expect(outsideBusy([more, lunch], new Set(), [])).toEqual([span('2026-06-01T12:00Z', '2026-06-01T13:30Z')]);
  });
});
