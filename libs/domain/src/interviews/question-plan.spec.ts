import { choosePlan, MOST_SPARES } from './question-plan.ts';
import type { PlanRequest } from './question-plan.ts';
import type { PlanCandidate } from './plan-candidates.ts';
import type { Exposure } from './question-freshness.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 21, 9, 0);

function question(slug: string, more: Partial<PlanCandidate> = {}): PlanCandidate {
  return {
    questionId: `id-${slug}`,
    versionId: `version-${slug}`,
    slug,
    track: 'kubernetes',
    kind: 'design',
    minLevel: 'mid',
    maxLevel: 'mid',
    use: 'both',
    expectedDimensions: [],
    pushbacks: [{ id: 'first' }, { id: 'second' }, { id: 'third' }],
    variations: [],
    origin: 'question',
    ...more,
  };
}

function met(slug: string, how: Exposure['how'], at: number, pushbackIds: string[] = []): Exposure {
  return { questionId: `id-${slug}`, versionId: `version-${slug}`, how, at, pushbackIds };
}

function plan(candidates: PlanCandidate[], more: Partial<PlanRequest> = {}) {
  return choosePlan({
    candidates,
    exposures: [],
    format: { kinds: ['design', 'reasoning'], questionCount: 1, focusDimensions: ['trade-offs', 'constraints'] },
    goal: { track: 'kubernetes', level: 'mid', dimension: null },
    titles: {
      tracks: { kubernetes: 'Kubernetes', aws: 'AWS' },
      dimensions: { 'trade-offs': 'Volunteer trade-offs' },
    },
    timeZone: 'Asia/Kolkata',
    now,
    ...more,
  });
}

const chosen = (result: ReturnType<typeof plan>) => result.items.map((item) => item.versionId.replace('version-', ''));
const twoOf = (kinds: string[], draws?: string[][]) => ({
  format: { kinds, questionCount: 2, focusDimensions: ['trade-offs', 'constraints'], ...(draws && { draws }) },
});

describe('choosePlan', () => {
  it('takes what was never seen before what was studied before what was asked long ago', () => {
    const candidates = ['a', 'b', 'c'].map((slug) => question(slug));
    const exposures = [met('a', 'asked', now - 60 * DAY, ['first']), met('b', 'viewed', now - 18 * DAY, ['first'])];
    const result = plan(candidates, {
      exposures,
      format: { kinds: ['design'], questionCount: 3, focusDimensions: [] },
    });
    expect(result.items.map((i) => [i.versionId, i.reason.code, i.pushbackIds])).toEqual([
      ['version-c', 'never_seen', ['first', 'second']],
      ['version-b', 'only_studied', ['second', 'third']],
      ['version-a', 'asked_long_ago', ['second', 'third']],
    ]);
    expect(result.items.map((i) => i.reason.sentence)).toEqual([
      'Never seen by this learner.',
      'Studied on 3 Nov, never asked in a mock; 2 of its 3 pushbacks are new to the learner.',
      'Asked in a mock on 22 Sep, at least eight weeks ago; push back on other points this time.',
    ]);
    expect(result).toMatchObject({ shortage: '', isSupplyLow: false });
  });

  it('leaves out what was asked less than eight weeks ago even when nothing else is left, and says so', () => {
    const result = plan([question('a'), question('b')], {
      ...twoOf(['design']),
      exposures: [met('a', 'asked', now - 55 * DAY, ['first'])],
    });
    expect(chosen(result)).toEqual(['b']);
    expect(result.isSupplyLow).toBe(true);
    expect(result.shortage).toBe(
      'Only 1 of 2 questions could be planned: nothing fresh is left for this learner on Kubernetes at mid level, and ' +
        'nothing that fits on other levels and tracks. Choose a question yourself, or have the learner defend a decision ' +
        'of their own project.',
    );
  });

  it('leaves out study-only questions, other kinds and what another coming mock will ask', () => {
    const candidates = [
      question('a', { use: 'study' }),
      question('b', { kind: 'knowledge' }),
      question('c'),
      question('d', { use: 'interview' }),
    ];
    expect(chosen(plan(candidates, { ...twoOf(['design']), reservedQuestionIds: ['id-c'] }))).toEqual(['d']);
  });

  it('borrows the neighbouring level, then a case study of the track, then another track, then the reserves', () => {
    const candidates = [
      question('own', { origin: 'own_project', track: 'behavioural', kind: 'behavioural' }),
      question('case-elsewhere', { origin: 'case_study', track: 'system-design' }),
      question('case-k8s', { origin: 'case_study' }),
      question('aws-senior', { track: 'aws', minLevel: 'senior', maxLevel: 'senior' }),
      question('aws-mid', { track: 'aws' }),
      question('k8s-junior', { minLevel: 'junior', maxLevel: 'junior' }),
      question('k8s-senior', { minLevel: 'senior', maxLevel: 'senior' }),
    ];
    const format = { kinds: ['design'], questionCount: 7, focusDimensions: [] };
    const result = plan(candidates, { format });
    expect(result.items.map((i) => [i.versionId.replace('version-', ''), i.reason.code])).toEqual([
      ['k8s-senior', 'neighbouring_level'],
      ['k8s-junior', 'neighbouring_level'],
      ['case-k8s', 'case_study'],
      ['aws-mid', 'never_seen'],
      ['aws-senior', 'neighbouring_level'],
      ['case-elsewhere', 'case_study'],
      ['own', 'own_project'],
    ]);
    const tooFew = 'Too few fresh questions that fit this format are left on Kubernetes at mid level, so this one is';
    expect(result.items.map((i) => i.reason.sentence)).toEqual(
      [
        'for senior level.',
        'for junior level.',
        'a case study with its follow-ups.',
        'from AWS.',
        'from AWS, for senior level.',
        'a case study with its follow-ups.',
        'about the learner’s own project.',
      ].map((end) => `${tooFew} ${end} Never seen by this learner.`),
    );
    expect(result).toMatchObject({ shortage: '', isSupplyLow: true });
  });

  it('asks case studies only where the format reasons, and at most one level away', () => {
    const study = { origin: 'case_study' as const, kind: 'design' };
    const senior = { minLevel: 'senior' as const, maxLevel: 'senior' as const };
    const candidates = [question('case', study), question('senior-case', { ...study, ...senior })];
    const of = (kind: string) => ({ kinds: [kind], questionCount: 2, focusDimensions: [] });
    const junior = { track: 'kubernetes', level: 'junior' as const, dimension: null };
    expect(chosen(plan(candidates, { format: of('scenario'), goal: junior }))).toEqual(['case']);
    expect(chosen(plan(candidates, { format: of('behavioural') }))).toEqual([]);
  });

  it('speaks of the follow-ups of a case study, of which none is asked twice', () => {
    const studied = plan([question('case', { origin: 'case_study' })], {
      exposures: [met('case', 'viewed', now - DAY, ['first'])],
    });
    expect(studied.items[0]).toMatchObject({ pushbackIds: ['second', 'third'] });
    expect(studied.items[0]?.reason.sentence).toMatch(/2 of its 3 follow-ups are new to the learner\.$/);
    const asked = plan([question('case', { origin: 'case_study' })], {
      exposures: [met('case', 'asked', now - 60 * DAY, ['second'])],
    });
    expect(asked.items[0]).toMatchObject({ pushbackIds: ['first', 'third'] });
    expect(asked.items[0]?.reason.sentence).toMatch(/at least eight weeks ago; ask other follow-ups\.$/);
  });

  it('takes behavioural questions for a goal on any track as its own', () => {
    const format = { kinds: ['behavioural'], questionCount: 1, focusDimensions: [] };
    const result = plan([question('a', { kind: 'behavioural', track: 'behavioural' })], { format });
    expect(result.items[0]?.reason).toEqual({ code: 'never_seen', sentence: 'Never seen by this learner.' });
    expect(result.isSupplyLow).toBe(false);
  });

  it('never borrows two levels away', () => {
    const senior = question('a', { minLevel: 'senior', maxLevel: 'senior' });
    expect(plan([senior], { goal: { track: 'kubernetes', level: 'junior', dimension: null } }).items).toEqual([]);
  });

  it('stays on the track with a studied question rather than leave it for one never seen', () => {
    const result = plan([question('aws', { track: 'aws' }), question('k8s')], {
      exposures: [met('k8s', 'practised', now - DAY, [])],
    });
    expect(chosen(result)).toEqual(['k8s']);
    expect(result.items[0]?.reason.sentence).toBe(
      'Studied on 20 Nov, never asked in a mock; its pushbacks are new to the learner.',
    );
  });

  it('prefers the move the learner wants to work on, and says so', () => {
    const result = plan(
      [
        question('a', { expectedDimensions: ['constraints', 'quantify'] }),
        question('b', { expectedDimensions: ['trade-offs'] }),
      ],
      { goal: { track: 'kubernetes', level: 'mid', dimension: 'trade-offs' } },
    );
    expect(chosen(result)).toEqual(['b']);
    expect(result.items[0]?.reason.sentence).toBe(
      'Never seen by this learner. It gives room for “Volunteer trade-offs”, which the learner wants to work on.',
    );
  });

  it('covers the focus dimensions between its questions rather than one of them twice', () => {
    const candidates = [
      question('a', { expectedDimensions: ['trade-offs'] }),
      question('b', { expectedDimensions: ['trade-offs'] }),
      question('c', { expectedDimensions: ['constraints'] }),
    ];
    expect(chosen(plan(candidates, twoOf(['design'])))).toEqual(['a', 'c']);
  });

  it('takes a question on the focus again rather than one beside it when the focus is covered already', () => {
    const candidates = [
      question('a', { expectedDimensions: ['quantify'] }),
      question('b', { expectedDimensions: ['trade-offs', 'constraints'] }),
      question('c', { expectedDimensions: ['trade-offs'] }),
    ];
    expect(chosen(plan(candidates, twoOf(['design'])))).toEqual(['b', 'c']);
  });

  it('takes among case studies first those of the track, then those of the level', () => {
    const reserve = { origin: 'case_study' as const };
    const senior = { minLevel: 'senior' as const, maxLevel: 'senior' as const };
    const candidates = [
      question('a', { ...reserve, ...senior, track: 'aws' }),
      question('b', { ...reserve, track: 'aws' }),
      question('c', { ...reserve, ...senior }),
      question('d', reserve),
    ];
    const format = { kinds: ['design'], questionCount: 4, focusDimensions: [] };
    expect(chosen(plan(candidates, { format }))).toEqual(['d', 'c', 'b', 'a']);
  });

  it('takes one version of a question, the same whatever their order', () => {
    const versions = ['v2', 'v1'].map((versionId) => question('a', { versionId }));
    for (const candidates of [versions, versions.toReversed()]) {
      const { items, spares } = plan(candidates);
      expect([...items, ...spares].map((item) => item.versionId)).toEqual(['v1']);
    }
  });

  it('among equals takes the one studied longest ago, then the first by slug', () => {
    const candidates = ['a', 'b', 'c'].map((slug) => question(slug));
    const exposures = [
      met('a', 'viewed', now - DAY),
      met('b', 'viewed', now - 9 * DAY),
      met('c', 'viewed', now - 9 * DAY),
    ];
    expect(chosen(plan(candidates, { exposures, ...twoOf(['design']) }))).toEqual(['b', 'c']);
  });

  it('draws for each place of the format the kinds it wants, first choice first', () => {
    const candidates = [
      question('a', { kind: 'design' }),
      question('b', { kind: 'reasoning' }),
      question('c', { kind: 'reasoning' }),
      question('d', { kind: 'design' }),
    ];
    const draws = [['reasoning'], ['design', 'reasoning']];
    expect(chosen(plan(candidates, twoOf(['design', 'reasoning'], draws)))).toEqual(['b', 'a']);
  });

  it('lets another kind of the format stand in where none of the wanted kind is left, in the right place', () => {
    const candidates = [question('a', { kind: 'design' }), question('b', { kind: 'design' })];
    const result = plan(candidates, twoOf(['design', 'reasoning'], [['reasoning'], ['design']]));
    expect(chosen(result)).toEqual(['b', 'a']);
    expect(result.items[0]?.reason).toEqual({
      code: 'never_seen',
      sentence: 'No fresh reasoning question is left, so a design question stands in. Never seen by this learner.',
    });
    expect(result).toMatchObject({ shortage: '', isSupplyLow: true });
  });

  it('tells the mentor to ask a variation when the learner knows every pushback', () => {
    const result = plan([question('a', { variations: [{ id: 'ten-times' }] })], {
      exposures: [met('a', 'practised', Date.UTC(2025, 11, 31, 20, 0), ['first', 'second', 'third'])],
    });
    expect(result.items[0]).toMatchObject({
      pushbackIds: ['first', 'second'],
      reason: {
        code: 'only_studied',
        // 20:00 UTC is already the next day, and year, for a mentor in India.
        sentence: 'Studied on 1 Jan, never asked in a mock; no pushback is new to the learner, so ask a variation.',
      },
    });
  });

  it('says when a question asked long ago needs a variation because its pushbacks are known', () => {
    const result = plan([question('a', { variations: [{ id: 'ten-times' }] })], {
      exposures: [
        met('a', 'asked', now - 70 * DAY, ['first']),
        met('a', 'viewed', now - 50 * DAY, ['first', 'second', 'third']),
      ],
    });
    expect(result.items[0]).toMatchObject({
      pushbackIds: ['second', 'third'],
      reason: {
        code: 'asked_long_ago',
        sentence:
          'Asked in a mock on 12 Sep, at least eight weeks ago; the learner has read its other pushbacks, so ask a variation.',
      },
    });
  });

  it('names the year of a day in another year', () => {
    const exposures = [met('a', 'viewed', Date.UTC(2025, 10, 3, 9, 0), ['first', 'second'])];
    expect(plan([question('a')], { exposures }).items[0]?.reason.sentence).toBe(
      'Studied on 3 Nov 2025, never asked in a mock; 1 of its 3 pushbacks is new to the learner.',
    );
  });

  it('offers what is left as spares, best first and not without end', () => {
    const candidates = Array.from({ length: 14 }, (_, i) => question(`q${String(i).padStart(2, '0')}`));
    const result = plan(candidates, { exposures: [met('q01', 'viewed', now - DAY)] });
    expect(chosen(result)).toEqual(['q00']);
    expect(result.spares.map((s) => s.versionId)).toEqual(
      ['q02', 'q03', 'q04', 'q05', 'q06', 'q07', 'q08', 'q09'].map((slug) => `version-${slug}`),
    );
    expect(result.spares).toHaveLength(MOST_SPARES);
  });

  it('says plainly that nothing could be planned', () => {
    expect(plan([]).shortage).toMatch(
      /^No question could be planned: nothing fresh is left .* on Kubernetes at mid level/,
    );
    expect(plan([], { format: { kinds: ['design'], questionCount: 0, focusDimensions: [] } })).toEqual({
      items: [],
      spares: [],
      shortage: '',
      isSupplyLow: false,
    });
  });
});
