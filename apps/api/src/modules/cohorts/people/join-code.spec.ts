import { newJoinCode, shownJoinCode, storedJoinCode } from './join-code.ts';

describe('a join code', () => {
  it('survives being shown, said and typed in any way', () => {
    for (let i = 0; i < 200; i++) {
      const code = newJoinCode();
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
      const shown = shownJoinCode(code);
      for (const typed of [shown, shown.toLowerCase(), ` ${code.slice(0, 4)} ${code.slice(4)} `, `${code}\n`])
        expect(storedJoinCode(typed)).toBe(code);
    }
  });

  it('is a new one each time', () => {
    expect(new Set(Array.from({ length: 500 }, newJoinCode)).size).toBe(500);
  });
});
