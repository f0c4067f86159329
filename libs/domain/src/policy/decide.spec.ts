import { decide, isPermitted, mayAnywhere, type Actor, type Subject } from './decide.ts';
import { RESOURCES, ROLE_PERMISSIONS, type Permission } from './resources.ts';

const learner: Actor = { personId: 'asha', grants: [{ role: 'learner', batchId: 'b1' }] };
const mentor: Actor = { personId: 'dev', grants: [{ role: 'mentor', batchId: 'b1' }] };
const admin: Actor = { personId: 'meera', grants: [{ role: 'cohortAdmin', batchId: 'b1' }] };
const academyAdmin: Actor = { personId: 'root', grants: [{ role: 'academyAdmin', batchId: null }] };
const interview: Subject = { batchId: 'b1', owners: { learner: ['asha'], mentor: ['dev'] } };
const elsewhere: Subject = { batchId: 'b2', owners: { learner: ['zoe'], mentor: ['yan'] } };

describe('decide', () => {
  it('lets a learner book their own mock', () => {
    expect(decide(learner, 'interview:book', 'interview:read', interview)).toBe('allowed');
  });

  it('hides the mock of another learner of the same batch', () => {
    expect(decide({ ...learner, personId: 'ravi' }, 'interview:cancel', 'interview:read', interview)).toBe('hidden');
  });

  it('hides everything of another batch from a cohort admin', () => {
    expect(decide(admin, 'interview:cancel', 'interview:read', elsewhere)).toBe('hidden');
  });

  it('forbids rather than hides an action on a row one may read', () => {
    expect(decide(admin, 'interview:run', 'interview:read', interview)).toBe('forbidden');
    expect(decide(learner, 'interview:run', 'interview:read', interview)).toBe('forbidden');
  });

  it('does not lend a mentor the rights of the learner of the same row', () => {
    expect(isPermitted(mentor, 'feedback:predict', interview)).toBe(false);
    expect(
      isPermitted(
        { personId: 'dev', grants: [...mentor.grants, { role: 'learner', batchId: 'b2' }] },
        'feedback:predict',
        interview,
      ),
    ).toBe(false);
  });

  it('takes the row away with the role', () => {
    expect(decide({ personId: 'dev', grants: [] }, 'interview:run', 'interview:read', interview)).toBe('hidden');
  });

  it('lets an academy admin see every batch', () => {
    expect(isPermitted(academyAdmin, 'interview:read', elsewhere)).toBe(true);
  });

  it('never gives a batch role a row that belongs to no batch unless the row is their own', () => {
    const noBatch: Subject = { batchId: null, owners: { mentor: ['dev'] } };
    expect(isPermitted(admin, 'availability:read', noBatch)).toBe(false);
    expect(isPermitted(mentor, 'availability:read', noBatch)).toBe(true);
  });
});

describe('the permission table', () => {
  const all = Object.entries(RESOURCES).flatMap(([r, actions]) => actions.map((a) => `${r}:${a}` as Permission));

  it('grants every permission to somebody, so none is dead', () => {
    const granted = new Set(Object.values(ROLE_PERMISSIONS).flatMap((g) => Object.keys(g)));
    expect(all.filter((p) => !granted.has(p))).toEqual([]);
  });

  it('gives whoever may act on a resource the right to read it', () => {
    for (const [role, grants] of Object.entries(ROLE_PERMISSIONS))
      for (const p of Object.keys(grants)) {
        const read = `${p.split(':')[0]}:read`;
        expect([role, p, read in grants]).toEqual([role, p, true]);
      }
  });

  it('keeps a scorecard draft from everybody but its mentor', () => {
    for (const [role, grants] of Object.entries(ROLE_PERMISSIONS)) {
      expect([role, grants['scorecard:read']]).toEqual([role, role === 'mentor' ? 'own' : undefined]);
    }
  });

  it('answers mayAnywhere from any grant', () => {
    expect(mayAnywhere(learner, 'interview:book')).toBe(true);
    expect(mayAnywhere(learner, 'batch:oversee')).toBe(false);
    expect(mayAnywhere({ personId: 'x', grants: [] }, 'interview:read')).toBe(false);
  });
});
