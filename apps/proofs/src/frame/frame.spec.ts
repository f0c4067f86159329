import { patched, patchedFiles } from '../product/mutant-build.ts';
import { allProofs } from './all-proofs.ts';
import { randomOf } from './random.ts';
import { mutantsOf } from './run-proof.ts';

const proofs = await allProofs();

describe('the proofs', () => {
  it('are found, each under the name of its file', () => {
    expect(proofs.length).toBeGreaterThan(0);
  });

  for (const proof of proofs)
    it(`${proof.name} says what it claims and has mutants of different names`, () => {
      const names = mutantsOf(proof).map(({ name }) => name);
      expect(proof.claim).toMatch(/\w+ \w+/);
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
    });

  for (const proof of proofs)
    for (const { name, patches = [], sql = [], env = {} } of mutantsOf(proof))
      it(`the mutant ${proof.name} / ${name} differs from the true product: its patches match the sources`, () => {
        expect(patches.length + sql.length + Object.keys(env).length).toBeGreaterThan(0);
        for (const { search, replace } of patches) expect(replace).not.toBe(search);
        expect(patchedFiles(patches).size).toBe(new Set(patches.map(({ file }) => file)).size);
      });
});

describe('a patch', () => {
  const patch = { file: 'libs/x.ts', search: 'a.b', replace: '$&' };

  it('is made literally, at exactly one place', () => {
    expect(patched('1 a.b 2 axb', patch)).toBe('1 $& 2 axb');
  });

  it('that matches nothing, or more than it says, fails', () => {
    expect(() => patched('axb', patch)).toThrow('matches nothing');
    expect(() => patched('a.b a.b', patch)).toThrow('2 places');
    expect(patched('a.b a.b', { ...patch, replace: 'c', everywhere: true })).toBe('c c');
  });

  it('may only touch what is built', () => {
    expect(() => patchedFiles([{ ...patch, file: 'tools/start.mjs' }])).toThrow('in no application');
  });
});

describe('random choices', () => {
  it('are the same for the same seed, and others for another', () => {
    const draw = (seed: number) =>
      Array.from({ length: 20 }, () => randomOf(seed).fork('x').int(0, 1e6) + randomOf(seed).int(0, 9));
    const stream = (seed: number) => {
      const random = randomOf(seed);
      return Array.from({ length: 50 }, () => random.int(0, 1e6));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(stream(7)).toEqual(stream(7));
    expect(stream(7)).not.toEqual(stream(8));
    expect(new Set(stream(7)).size).toBeGreaterThan(45);
  });

  it('stay in their range and lose nothing', () => {
    const random = randomOf(1);
    for (let i = 0; i < 1000; i++) expect([1, 2, 3]).toContain(random.int(1, 3));
    expect(random.shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
