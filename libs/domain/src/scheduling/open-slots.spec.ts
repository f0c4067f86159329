import { at, iso, span, rule, everyDay, exception, starts, times } from './sample-request.ts';

describe('hours', () => {
  it('are local wall times of the mentor, before and after a clock change alike', () => {
    const changes = {
      mentorTimeZone: 'America/New_York',
      weeklyRules: [rule(6, '09:00', '10:00'), rule(1, '09:00', '10:00')],
      range: span('2026-03-07T00:00Z', '2026-03-10T00:00Z'),
    };
    expect(starts(changes)).toEqual(['2026-03-07T14:00Z', '2026-03-09T13:00Z']);
  });

  it('are half-open: an interview may end when they end, and not a minute later', () => {
    expect(times({ stepMin: 1, weeklyRules: [rule(1, '09:00', '10:02')] })).toEqual(['09:00', '09:01', '09:02']);
  });

  it('merge where they overlap or touch, so that an interview may straddle the seam', () => {
    expect(times({ stepMin: 60, weeklyRules: [rule(1, '09:00', '10:30'), rule(1, '10:30', '12:00')] })).toEqual([
      '09:00',
      '10:00',
      '11:00',
    ]);
    expect(times({ stepMin: 60, weeklyRules: [rule(1, '09:30', '12:00'), rule(1, '09:00', '10:30')] })).toEqual([
      '09:00',
      '10:00',
      '11:00',
    ]);
  });

  it('merge across midnight, so that an interview may straddle it', () => {
    const weeklyRules = [rule(1, '22:30', '24:00'), rule(2, '00:00', '01:00')];
    const range = span('2026-06-01T00:00Z', '2026-06-03T00:00Z');
    expect(starts({ weeklyRules, range })).toEqual([
      '2026-06-01T22:30Z',
      '2026-06-01T23:00Z',
      '2026-06-01T23:30Z',
      '2026-06-02T00:00Z',
    ]);
  });

  it('with an end at or before the start run into the next local day', () => {
    const range = span('2026-06-01T00:00Z', '2026-06-04T00:00Z');
    expect(starts({ weeklyRules: [rule(1, '23:00', '01:00')], range, stepMin: 60 })).toEqual([
      '2026-06-01T23:00Z',
      '2026-06-02T00:00Z',
    ]);
    expect(starts({ weeklyRules: [rule(1, '09:00', '09:00')], range, stepMin: 60 })).toHaveLength(24);
  });

  it('run over Sunday night into Monday', () => {
    const range = span('2026-06-01T00:00Z', '2026-06-02T00:00Z');
    expect(times({ weeklyRules: [rule(7, '23:00', '02:00')], range, stepMin: 60 })).toEqual(['00:00', '01:00']);
  });

  it.each(['24:00', '23:59', '00:00'])('last to the end of the day when they end at %s', (end) => {
    expect(times({ weeklyRules: [rule(1, '22:00', end)] })).toEqual(['22:00', '22:30', '23:00']);
  });

  it('are cut to nothing by a clock change that skips them', () => {
    const changes = {
      mentorTimeZone: 'America/New_York',
      weeklyRules: [rule(7, '02:00', '03:00')],
      range: span('2026-03-08T00:00Z', '2026-03-09T00:00Z'),
    };
    expect(starts(changes)).toEqual([]);
  });
});

describe('a dated exception', () => {
  it('replaces all rules of its local date', () => {
    const weeklyRules = [rule(1, '09:00', '10:00'), rule(1, '15:00', '16:00')];
    expect(times({ weeklyRules, exceptions: [exception('2026-06-01', ['12:00', '13:00'])] })).toEqual(['12:00']);
  });

  it('means the date in the mentor’s zone', () => {
    const changes = {
      mentorTimeZone: 'Asia/Kolkata',
      weeklyRules: everyDay('03:00', '04:00'),
      range: span('2026-06-01T00:00Z', '2026-06-03T00:00Z'),
    };
    expect(starts(changes)).toEqual(['2026-06-01T21:30Z', '2026-06-02T21:30Z']);
    expect(starts({ ...changes, exceptions: [exception('2026-06-02')] })).toEqual(['2026-06-02T21:30Z']);
  });

  it('without hours is a day off', () => {
    expect(times({ exceptions: [exception('2026-06-01')] })).toEqual([]);
  });

  it('cuts what spills over from the evening before at its 00:00, and no interview straddles the cut', () => {
    const changes = { weeklyRules: [rule(7, '22:30', '02:00')], range: span('2026-05-31T00:00Z', '2026-06-02T00:00Z') };
    expect(starts({ ...changes, exceptions: [exception('2026-06-01')] })).toEqual([
      '2026-05-31T22:30Z',
      '2026-05-31T23:00Z',
    ]);
  });

  it('may itself begin at its 00:00, whereupon both merge', () => {
    const changes = { weeklyRules: [rule(7, '23:00', '04:00')], range: span('2026-05-31T00:00Z', '2026-06-02T00:00Z') };
    expect(starts({ ...changes, exceptions: [exception('2026-06-01', ['00:00', '01:00'])] })).toEqual([
      '2026-05-31T23:00Z',
      '2026-05-31T23:30Z',
      '2026-06-01T00:00Z',
    ]);
  });

  it('leaves the evening before alone when it lies a day further', () => {
    const changes = {
      weeklyRules: [rule(7, '23:00', '01:00')],
      exceptions: [exception('2026-06-02'), exception('2026-05-30')],
    };
    expect(times(changes)).toEqual(['00:00']);
  });

  it('adds up with another one of the same date', () => {
    const exceptions = [exception('2026-06-01', ['15:00', '16:00']), exception('2026-06-01', ['12:00', '13:00'])];
    expect(times({ exceptions })).toEqual(['12:00', '15:00']);
  });

  it('adds hours on a date without rules', () => {
    expect(times({ weeklyRules: [], exceptions: [exception('2026-06-01', ['10:00', '11:00'])] })).toEqual(['10:00']);
  });
});

describe('the grid', () => {
  it('starts where the merged interval starts', () => {
    expect(times({ weeklyRules: [rule(1, '09:10', '12:00')] })).toEqual(['09:10', '09:40', '10:10', '10:40']);
    expect(times({ weeklyRules: [rule(1, '09:10', '10:00'), rule(1, '09:50', '12:00')] })).toEqual([
      '09:10',
      '09:40',
      '10:10',
      '10:40',
    ]);
  });

  it('restarts at every local 00:00 inside the interval', () => {
    const changes = {
      mentorTimeZone: 'Asia/Kolkata',
      weeklyRules: everyDay('00:00', '24:00'),
      durationMin: 50,
      stepMin: 50,
      range: span('2026-07-05T17:00Z', '2026-07-05T20:00Z'),
    };
    expect(starts(changes)).toEqual([
      '2026-07-05T17:00Z',
      '2026-07-05T17:50Z',
      '2026-07-05T18:30Z',
      '2026-07-05T19:20Z',
    ]);
  });

  it('restarts at the first of two midnights only', () => {
    const changes = {
      mentorTimeZone: 'America/Havana',
      weeklyRules: everyDay('00:00', '24:00'),
      durationMin: 30,
      stepMin: 50,
      range: span('2026-11-01T03:00Z', '2026-11-01T07:00Z'),
    };
    const minutesAfterMidnight = [0, 50, 100, 150];
    expect(starts(changes).filter((start) => start >= '2026-11-01T04:00Z')).toEqual(
      minutesAfterMidnight.map((m) => iso(at('2026-11-01T04:00Z') + m * 60_000)),
    );
  });

  it('restarts at the instant to which a skipped midnight moves', () => {
    const changes = {
      mentorTimeZone: 'America/Havana',
      weeklyRules: everyDay('00:00', '24:00'),
      durationMin: 30,
      stepMin: 50,
      range: span('2026-03-08T04:00Z', '2026-03-08T06:00Z'),
    };
    expect(starts(changes)).toEqual(['2026-03-08T04:20Z', '2026-03-08T05:00Z', '2026-03-08T05:50Z']);
  });

  it('steps in elapsed time over a lost and a repeated hour', () => {
    const changes = { mentorTimeZone: 'America/New_York', weeklyRules: [rule(7, '00:00', '06:00')], stepMin: 60 };
    expect(starts({ ...changes, range: span('2026-03-08T00:00Z', '2026-03-09T00:00Z') })).toHaveLength(5);
    expect(starts({ ...changes, range: span('2026-11-01T00:00Z', '2026-11-02T00:00Z') })).toHaveLength(7);
  });

  it('is not moved by busy time', () => {
    expect(times({ busy: [span('2026-06-01T09:00Z', '2026-06-01T09:40Z')] })).toEqual([
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
    ]);
  });

  it('is not moved by now', () => {
    expect(times({ now: at('2026-06-01T10:07Z') })).toEqual(['10:30', '11:00', '11:30', '12:00']);
  });

  it('is not moved by the range', () => {
    expect(times({ range: span('2026-06-01T10:07Z', '2026-06-02T00:00Z') })).toEqual([
      '10:30',
      '11:00',
      '11:30',
      '12:00',
    ]);
  });

  it('may step further than an interview lasts, or less far', () => {
    expect(times({ stepMin: 90 })).toEqual(['09:00', '10:30', '12:00']);
    expect(times({ stepMin: 45, durationMin: 150 })).toEqual(['09:00', '09:45', '10:30']);
  });
});

describe('room', () => {
  it('is needed for the interview but not for its buffers', () => {
    expect(times({ bufferBeforeMin: 45, bufferAfterMin: 45 })).toEqual(times());
  });

  it('may reach over several days', () => {
    const range = span('2026-06-01T00:00Z', '2026-06-01T00:01Z');
    expect(starts({ weeklyRules: everyDay('00:00', '24:00'), durationMin: 3000, range })).toEqual([
      '2026-06-01T00:00Z',
    ]);
    const exceptions = [exception('2026-06-03', ['00:00', '01:59'])];
    expect(starts({ weeklyRules: everyDay('00:00', '24:00'), exceptions, durationMin: 3000, range })).toEqual([]);
  });
});
