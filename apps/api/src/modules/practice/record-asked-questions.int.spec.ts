import { startWorld, type World } from '../../../test/harness.ts';
import { Database } from '../../platform/db/database.ts';
import { Events } from '../../platform/events/events.ts';
import { Practice } from './index.ts';

let world: World;
let learnerId: string;
let interviewId: string;
let versions: { id: string; itemId: string }[];

beforeAll(async () => {
  world = await startWorld();
  learnerId = await world.person('asha');
  interviewId = '01890000-0000-7000-8000-0000000000aa';
  versions = await world.query(
    `select v.id, v.item_id as "itemId" from content_version v join content_item i on i.id = v.item_id where i.kind = 'question' order by i.slug limit 2`,
  );
});
afterAll(() => world.close());

const announce = () =>
  world.app.get(Database).write((tx) =>
    world.app.get(Events).announce(tx, {
      type: 'interview.met',
      subjectId: interviewId,
      payload: {
        batchId: interviewId,
        learnerId,
        mentorId: interviewId,
        heldAt: '2026-11-18T09:00:00.000Z',
        minutes: 44,
        asked: [{ questionVersionId: versions[0]?.id, pushbackIds: ['why-not-both'] }],
        onlyShown: [versions[1]?.id],
      },
    }),
  );

describe('the news that a mock was held', () => {
  it('makes its questions known to the learner, once, however often it is heard', async () => {
    const practice = world.app.get(Practice);
    const before = await practice.exposureOf(learnerId);
    await announce();
    await announce();
    await world.app.get(Events).deliver();
    const fresh = (await practice.exposureOf(learnerId)).filter(
      (e) => !before.some((b) => b.versionId === e.versionId && b.at === e.at),
    );
    const at = Date.parse('2026-11-18T09:00:00Z');
    expect(fresh.toSorted((a, b) => (a.how < b.how ? -1 : 1))).toEqual([
      { questionId: versions[0]?.itemId, versionId: versions[0]?.id, how: 'asked', at, pushbackIds: ['why-not-both'] },
      { questionId: versions[1]?.itemId, versionId: versions[1]?.id, how: 'viewed', at, pushbackIds: [] },
    ]);
    expect(
      await world.query(
        `select 1 from outbox_event where type = 'interview.met' and subject_id = $1 and handled_at is null`,
        [interviewId],
      ),
    ).toEqual([]);
  });
});
