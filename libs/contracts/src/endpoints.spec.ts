import { ROLE_PERMISSIONS, type Permission } from '@dryrun/domain/policy/resources';
import { fillPath, type EndpointSpec } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { PROBLEMS } from './problem.contract.ts';

const all = Object.entries(ENDPOINTS).flatMap(([module, endpoints]) =>
  Object.entries(endpoints).map(([name, spec]) => [`${module}.${name}`, spec as EndpointSpec] as const),
);
const segments = (path: string) => [...path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1]).sort();

describe('the endpoint table', () => {
  it('gives every verb and path to one endpoint only, whatever the names of its segments', () => {
    const routes = all.map(([, e]) => `${e.method} ${e.path.replace(/:[A-Za-z]+/g, ':')}`);
    expect(routes.filter((r, i) => routes.indexOf(r) !== i)).toEqual([]);
  });

  it.each(all)('describes every segment of the path of %s and nothing else', (_name, spec) => {
    expect(Object.keys(spec.params?.shape ?? {}).sort()).toEqual(segments(spec.path));
  });

  it.each(all)('lets nobody send %s a field that it does not know', (_name, spec) => {
    for (const schema of [spec.params, spec.query, spec.body])
      if (schema) expect(schema.def.catchall?._zod.def.type).toBe('never');
  });

  it.each(all)('has a body for %s only where the verb carries one', (_name, spec) => {
    if (spec.body) expect(['POST', 'PUT', 'PATCH']).toContain(spec.method);
    if (spec.method === 'GET') expect(spec.isIdempotent).toBeFalsy();
  });

  it.each(all)('declares for %s a permission that some role has, or none', (_name, spec) => {
    if (spec.access === 'public' || spec.access === 'signedIn') return;
    expect(Object.values(ROLE_PERMISSIONS).some((grants) => (spec.access as Permission) in grants)).toBe(true);
  });

  it.each(all)('lists for %s only refusals that exist', (_name, spec) => {
    expect(spec.refusals.filter((code) => !(code in PROBLEMS))).toEqual([]);
  });

  it('demands an idempotency key for every write that product rule 2 names', () => {
    const keyed = all.filter(([, e]) => e.isIdempotent).map(([name]) => name);
    expect(keyed).toEqual(
      expect.arrayContaining([
        'interviews.hold',
        'interviews.confirm',
        'interviews.cancel',
        'interviews.weMet',
        'feedback.submitScorecard',
        'feedback.predict',
      ]),
    );
  });
});

describe('fillPath', () => {
  it('encodes what it fills in, so that a value never becomes a path', () => {
    expect(fillPath('/api/interviews/:interviewId', { interviewId: '../me?x#y' })).toBe(
      '/api/interviews/..%2Fme%3Fx%23y',
    );
  });

  it('throws for a missing value rather than calling another address', () => {
    expect(() => fillPath('/api/interviews/:interviewId', {})).toThrow('needs interviewId');
  });
});
