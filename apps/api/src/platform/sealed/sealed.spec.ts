import { Sealed } from './sealed.ts';
import { readSettings } from '../config/settings.ts';

const sealedBy = (secret: string) =>
  new Sealed(readSettings({ DATABASE_URL: 'postgresql://x/y', CONTENT_DIR: 'content', SESSION_SECRET: secret }));
const ours = sealedBy('a secret of thirty-two characters or more');

describe('sealing', () => {
  it('keeps a text that only the same secret and purpose open again', () => {
    for (const text of ['', '481516', 'नमस्ते \u0000 \n'.repeat(50)]) {
      const sealed = ours.seal('mail', text);
      expect(ours.open('mail', sealed)).toBe(text);
      expect(ours.open('settings', sealed)).toBeNull();
      expect(sealedBy('another secret of thirty-two characters').open('mail', sealed)).toBeNull();
    }
  });

  it('makes another text each time, so that equal secrets do not look equal', () => {
    expect(ours.seal('mail', '481516')).not.toBe(ours.seal('mail', '481516'));
    expect(ours.seal('mail', '481516')).not.toContain('481516');
  });

  it('does not open what was altered, cut or is something else', () => {
    const sealed = ours.seal('mail', 'four hundred eighty-one');
    for (let i = 3; i < sealed.length - 1; i++) {
      const altered = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1);
      expect(ours.open('mail', altered)).toBeNull();
    }
    for (const other of ['', 'v1.', 'v2.abc', 'v1', sealed.slice(0, 20), 'v1.!!!!'])
      expect(ours.open('mail', other)).toBeNull();
  });
});
