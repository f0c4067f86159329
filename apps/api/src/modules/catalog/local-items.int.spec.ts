import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemsOf } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type { Actor } from '@dryrun/domain/policy/decide';
import { CONTENT_DIR, startWorld, type World } from '../../../test/harness.ts';
import { Catalog } from './catalog.ts';
import { changeLines } from './content-changes.ts';
import { ExportContent } from './export-content.ts';
import { LoadContent } from './load-content.ts';
import { PublishLocalItem } from './publish-local-item.ts';
import { WithdrawLocalItem } from './withdraw-local-item.ts';

let world: World;
let folder: string;
let editor: Actor;
const SLUG = 'service-scale-proxy-migration';
const FILE = `questions/kubernetes/${SLUG}.md`;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'dryrun-local-'));
  await cp(CONTENT_DIR, folder, { recursive: true });
  editor = { personId: await world.person('asha'), grants: [{ role: 'contentEditor', batchId: null }] };
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const current = async (slug: string) => (await world.app.get(Catalog).questions()).find((q) => q.slug === slug);
const body = async (changes: Partial<QuestionBody>) => ({ ...(await current(SLUG))?.body, ...changes });
const publish = (slug: string, text: unknown, basedOnVersionId: string | null, actor = editor) =>
  world.app.get(PublishLocalItem).run(actor, { kind: 'question', slug, body: text, basedOnVersionId });
const withdraw = (slug: string) => world.app.get(WithdrawLocalItem).run(editor, { kind: 'question', slug });
const load = async () => changeLines(await world.app.get(LoadContent).run(folder));
const item = async (slug: string) =>
  (
    await world.query<Record<string, unknown>>(
      `select origin, forked_from_version_id as fork, retired_at is not null as gone from content_item where slug = $1`,
      [slug],
    )
  )[0];

describe('publishing a local text', () => {
  it('adds an item of the academy’s own, which loading files leaves alone', async () => {
    const versionId = await publish('our-own', await body({ title: 'Our own', aliases: [] }), null);
    expect(await current('our-own')).toMatchObject({ versionId, body: { title: 'Our own' } });
    expect(await item('our-own')).toEqual({ origin: 'local', fork: null, gone: false });
    expect(await load()).toEqual([]);
    expect(await current('our-own')).toBeDefined();
    const audited = await world.query('select action from audit_entry where subject_type = $1', ['content_item']);
    expect(audited).toEqual([{ action: 'content.publish_local' }]);
  });

  it('forks a file’s item: the same question in new words, and later files never overwrite it', async () => {
    const file = await current(SLUG);
    const versionId = await publish(SLUG, await body({ title: 'In our words' }), file?.versionId ?? null);
    expect(await current(SLUG)).toMatchObject({ versionId, itemId: file?.itemId, body: { title: 'In our words' } });
    expect(await item(SLUG)).toEqual({ origin: 'local', fork: file?.versionId, gone: false });
    expect(await load()).toEqual([`kept local question ${SLUG} "${file?.body.title}"`]);
    const text = await readFile(join(folder, FILE), 'utf8');
    await writeFile(join(folder, FILE), text.replace('## Prompt\n', '## Prompt\n\nNewer. '));
    expect(await load()).toEqual([
      `kept local question ${SLUG} "${file?.body.title}" (its file says something else by now)`,
    ]);
    await rm(join(folder, FILE));
    expect(await load()).toEqual([]);
    expect(await current(SLUG)).toMatchObject({ body: { title: 'In our words' } });
    await writeFile(join(folder, FILE), text);
  });

  it('changes nothing when the same text is published again', async () => {
    const now = await current('our-own');
    const before = await world.fingerprint();
    expect(await publish('our-own', now?.body, now?.versionId ?? null)).toBe(now?.versionId);
    expect(await world.fingerprint()).toBe(before);
  });

  it('is refused from a stale tab, under a taken name, to other roles, and with what no file could hold; nothing changes', async () => {
    const before = await world.fingerprint();
    const old = await current('our-own');
    const text = await body({ title: 'Again', aliases: [] });
    const refused = (attempt: Promise<unknown>, code: string) => expect(attempt).rejects.toMatchObject({ code });
    await refused(publish(SLUG, text, old?.versionId ?? null), 'stale_version');
    await refused(publish('our-own', text, null), 'stale_version');
    const mentor: Actor = { ...editor, grants: [{ role: 'mentor', batchId: 'any' }] };
    await refused(publish('third', text, null, mentor), 'forbidden');
    await refused(publish('third', text, null, { ...editor, grants: [] }), 'not_found');
    await expect(publish('third', { ...text, track: 'no-such-track' }, null)).rejects.toMatchObject({
      code: 'invalid_input',
      more: { errors: [{ pointer: '/body', message: expect.stringContaining('There is no track no-such-track.') }] },
    });
    await expect(publish('third', { ...text, followUps: ['a', 7] }, null)).rejects.toMatchObject({
      more: { errors: [{ pointer: '/body/followUps/1' }] },
    });
    await refused(publish('third', await body({ aliases: ['bank-aws-01'] }), null), 'invalid_input');
    expect(await world.fingerprint()).toBe(before);
  });
});

describe('exporting', () => {
  it('writes local items as files that pass the check and load back as the same versions', async () => {
    const local = [await current('our-own'), await current(SLUG)];
    const report = await world.app.get(ExportContent).run(folder);
    expect(report).toMatchObject({ written: ['questions/kubernetes/our-own.md', FILE], removed: [], unchanged: 0 });
    const { items, problems } = await readContent(folder);
    expect(problems).toEqual([]);
    for (const version of local) {
      expect(itemsOf(items, 'question').find((q) => q.slug === version?.slug)?.body).toEqual(version?.body);
    }
    expect(await load()).toEqual([]);
    expect(await world.app.get(ExportContent).run(folder)).toMatchObject({ written: [], unchanged: 2 });

    const elsewhere = await startWorld();
    try {
      const found = await elsewhere.app.get(LoadContent).run(folder);
      expect(changeLines(found)).toEqual([`new question our-own "Our own"`, `changed question ${SLUG} "In our words"`]);
    } finally {
      await elsewhere.close();
    }
  });

  it('moves a file whose question went to another track', async () => {
    const now = await current('our-own');
    await publish('our-own', { ...now?.body, track: 'linux' }, now?.versionId ?? null);
    expect(await world.app.get(ExportContent).run(folder)).toMatchObject({
      written: ['questions/linux/our-own.md'],
      removed: ['questions/kubernetes/our-own.md'],
    });
    expect((await readContent(folder)).problems).toEqual([]);
  });

  it('writes into a folder that does not exist yet, local items only', async () => {
    const fresh = join(folder, '..', `${folder.split('/').at(-1)}-fresh`);
    await world.app.get(ExportContent).run(fresh);
    await expect(readFile(join(fresh, 'questions/linux/our-own.md'), 'utf8')).resolves.toContain('title: Our own');
    await expect(readFile(join(fresh, 'tracks.yaml'))).rejects.toThrow();
    await mkdir(fresh, { recursive: true });
    await rm(fresh, { recursive: true });
  });
});

describe('withdrawing a local text', () => {
  it('brings a fork back to its file, which is followed again', async () => {
    await cp(join(CONTENT_DIR, FILE), join(folder, FILE));
    await withdraw(SLUG);
    expect(await item(SLUG)).toEqual({ origin: 'file', fork: null, gone: false });
    expect(await load()).toEqual([]);
    await writeFile(
      join(folder, FILE),
      (await readFile(join(folder, FILE), 'utf8')).replace('## Prompt\n', '## Prompt\n\nNewer. '),
    );
    expect(await load()).toEqual([expect.stringMatching(/^changed question service-scale/)]);
    expect((await current(SLUG))?.body.prompt).toMatch(/^Newer\./);
  });

  it('retires an item of the academy’s own, once; what comes from a file cannot be withdrawn', async () => {
    await withdraw('our-own');
    expect(await item('our-own')).toMatchObject({ origin: 'local', gone: true });
    const before = await world.fingerprint();
    await withdraw('our-own');
    await expect(withdraw('incident-you-led')).rejects.toMatchObject({ code: 'not_found' });
    await expect(withdraw('no-such-thing')).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.fingerprint()).toBe(before);
  });
});
