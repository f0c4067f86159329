import { batchesAs, localPath, rolesOf } from './session.ts';
import { meAs } from '../../test/open-app.tsx';

describe('where to go after sign-in', () => {
  it('is a path of this app with its search and hash', () => {
    expect(localPath('/interviews/1?zone=Asia%2FKolkata#top')).toBe('/interviews/1?zone=Asia%2FKolkata#top');
  });

  it.each([
    undefined,
    '',
    'today',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '/a\\b',
    '/\t/evil.example',
    '/ /evil.example',
    '\n//evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/today',
    '/',
  ])('is never %j', (next) => {
    expect(localPath(next)).toBeNull();
  });
});

describe('roles', () => {
  const me = meAs({
    batches: [
      { id: 'b1', name: 'One', timeZone: 'UTC', roles: ['mentor', 'leadMentor'] },
      { id: 'b2', name: 'Two', timeZone: 'UTC', roles: ['learner'] },
    ],
    academyRoles: ['contentEditor'],
  });

  it('are the union over batches and academy', () => {
    expect([...rolesOf(me)].sort()).toEqual(['contentEditor', 'leadMentor', 'learner', 'mentor']);
  });

  it('tell in which batch each is held', () => {
    expect(batchesAs(me, 'learner').map(({ id }) => id)).toEqual(['b2']);
    expect(batchesAs(me, 'cohortAdmin')).toEqual([]);
  });
});
