import { cell, csvOf } from './audit-csv.ts';

describe('a cell of the audit table', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('never begins a formula: %j', (text) => {
    expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
  });

  it('keeps commas, quotes and line breaks inside one cell', () => {
    expect(cell('a,"b"\nc')).toBe('"a,""b""\nc"');
  });
});

it('the audit table has a heading, a row per line, and names Dryrun where nobody acted', () => {
  const id = '01890000-0000-7000-8000-000000000001';
  const csv = csvOf([
    {
      id,
      at: '2026-11-18T10:30:00.000Z',
      actor: null,
      action: 'x.y',
      subjectType: 't',
      subjectId: id,
      person: null,
      batch: null,
      before: null,
      after: { a: '=1' },
      address: null,
      traceId: null,
    },
  ]);
  const [head, row, ...rest] = csv.split('\r\n');
  expect(head).toBe('at,who,action,whose,batch,subject type,subject id,before,after,address,trace id');
  expect(row).toBe(`2026-11-18T10:30:00.000Z,Dryrun,x.y,,,t,${id},,"{""a"":""=1""}",,`);
  expect(rest).toEqual(['']);
});
