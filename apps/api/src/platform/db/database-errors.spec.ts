import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { refusalOfDatabaseError } from './database-errors.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('what the database refused', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a connection that was reset', withCode('ECONNRESET')],
    ['a shutdown', withCode('57P01')],
    ['a connection that pg lost, without any code', new Error('Connection terminated unexpectedly')],
    ['a pool that had no connection in time', new Error('timeout exceeded when trying to connect')],
    ['the same inside an error of TypeORM', new QueryFailedError('select 1', [], new Error('Connection terminated'))],
    ['a reset inside an error of TypeORM', new QueryFailedError('select 1', [], withCode('ECONNRESET'))],
    ['a statement on a connection that pg closed', new Error('Client was closed and is not queryable')],
    ['a transaction whose connection was lost', new QueryRunnerProviderAlreadyReleasedError()],
    ['a statement in such a transaction', new QueryRunnerAlreadyReleasedError()],
  ])('is an outage, to be tried again: %s', (_name, error) => {
    expect(refusalOfDatabaseError(error)?.code).toBe('unavailable');
  });

  it('is our own fault otherwise', () => {
    expect(refusalOfDatabaseError(new Error('Connection pool is a word in a sentence'))).toBeNull();
    expect(refusalOfDatabaseError(withCode('42703'))).toBeNull();
    expect(refusalOfDatabaseError(null)).toBeNull();
  });
});
