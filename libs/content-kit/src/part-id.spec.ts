import fc from 'fast-check';
import { partId, slugOf } from './part-id.ts';

describe('the id of a part', () => {
  it('is its bold lead where it begins with one, else its first words', () => {
    expect(partId('**Linear chain.** In iptables mode …')).toBe('linear-chain');
    expect(partId('A lock, and **what** happens')).toBe('a-lock-and-what-happens');
  });

  it('ends at a whole word within sixty characters', () => {
    const id = partId('The consumers are healthy and nobody deployed anything since last Thursday. So what now?');
    expect(id).toBe('the-consumers-are-healthy-and-nobody-deployed-anything-since');
    expect(id.length).toBeLessThanOrEqual(60);
  });

  it('drops accents and apostrophes, and is empty where no letter or digit is left', () => {
    expect(slugOf('Café: don’t `stop`')).toBe('cafe-dont-stop');
    expect(partId('… 你好 …')).toBe('');
  });

  it('is a slug of at most sixty characters or empty, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const id = partId(text);
        return id === '' || (id.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id));
      }),
    );
  });
});
