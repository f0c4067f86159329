import { Client } from 'pg';
import { createDataSource } from './data-source.ts';

const real = Client.prototype.query;
let [running, mostAtOnce] = [0, 0];

/** The driver as it is, with an eye on how many statements of one connection it is given at a time. */
beforeEach(() => {
  [running, mostAtOnce] = [0, 0];
  Client.prototype.query = function watched(this: Client, ...statement: never[]) {
    mostAtOnce = Math.max(mostAtOnce, ++running);
    const answer = (real as (...s: never[]) => Promise<unknown>).apply(this, statement);
    return answer.finally(() => (running -= 1));
  } as typeof real;
});
afterEach(() => {
  Client.prototype.query = real;
});

describe('one connection', () => {
  it('is given the statements of a transaction one at a time, in the order in which they were asked, past one that fails', async () => {
    const source = await createDataSource(process.env['TEST_DATABASE_URL'] ?? '', [], 1).initialize();
    const done: number[] = [];
    try {
      const answers = await source.transaction((tx) =>
        Promise.allSettled(
          [
            'select 1 as n',
            'select 2 as n',
            'savepoint here',
            'select no_such_column',
            'rollback to here',
            'select 3 as n',
          ].map(async (sql, i) => {
            const rows = await tx.query<{ n: number }[]>(sql);
            done.push(i);
            return rows[0]?.n;
          }),
        ),
      );
      expect(answers.map((a) => (a.status === 'fulfilled' ? (a.value ?? 'done') : 'failed'))).toEqual([
        1,
        2,
        'done',
        'failed',
        'done',
        3,
      ]);
    } finally {
      await source.destroy();
    }
    expect(done).toEqual([0, 1, 2, 4, 5]);
    expect(mostAtOnce).toBe(1);
  });
});
