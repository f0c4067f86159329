import { errorWords } from './error-words.ts';

describe('an error of the job queue in the log', () => {
  it.each([
    ['an error', new Error('it broke'), 'it broke'],
    [
      'a plain object, as pg-boss hands it on',
      { message: 'it broke', stack: '…', queue: 'mail.deliver' },
      'it broke (mail.deliver)',
    ],
    [
      'a refused connection',
      Object.assign(new AggregateError([new Error('::1')]), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['something else that was thrown', 'a word', 'a word'],
    ['nothing to go by', {}, 'an error without a message'],
    ['null', null, 'null'],
  ])('says what went wrong: %s', (_, error, words) => {
    expect(errorWords(error)).toBe(words);
  });
});
