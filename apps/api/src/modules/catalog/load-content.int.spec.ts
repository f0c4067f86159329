import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTENT_DIR, startWorld, type World } from '../../../test/harness.ts';
import { Catalog } from './catalog.ts';
import { changeLines, type ContentChanges } from './content-changes.ts';
import { LoadContent } from './load-content.ts';

let world: World;
let folder: string;
let load: LoadContent;
const NAMED = 'service-scale-proxy-migration "5,000 Services and a proxy that eats the node"';
const QUESTION = 'questions/kubernetes/service-scale-proxy-migration.md';

beforeAll(async () => {
  world = await startWorld();
  load = world.app.get(LoadContent);
  folder = await mkdtemp(join(tmpdir(), 'dryrun-content-'));
  await cp(CONTENT_DIR, folder, { recursive: true });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const current = async () =>
  (await world.app.get(Catalog).questions()).find((q) => q.slug === 'service-scale-proxy-migration');
const versions = () =>
  world.query<{ number: number; body: { title: string } }>(
    `select v.number, v.body from content_version v join content_item i on i.id = v.item_id where i.kind = 'question' and i.slug = 'service-scale-proxy-migration' order by v.number`,
  );
const lines = async (found: Promise<ContentChanges>) => changeLines(await found);
const edit = async (from: string, to: string) => {
  const file = join(folder, QUESTION);
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
};

describe('loading content', () => {
  it('changes nothing when the same files are loaded again', async () => {
    const before = await world.fingerprint();
    const { changes, unchanged } = await load.run(folder);
    expect(changes).toEqual([]);
    expect(unchanged).toBeGreaterThan(20);
    expect(await world.fingerprint()).toBe(before);
  });

  it('makes a new version of an edited file and leaves the old one as it was', async () => {
    const [old] = await versions();
    await edit('## Prompt\n', '## Prompt\n\nEdited. ');
    expect(await lines(load.preview(folder))).toEqual([`changed question ${NAMED}`]);
    expect(await versions()).toEqual([old]);
    expect(await lines(load.run(folder))).toEqual([`changed question ${NAMED}`]);
    const now = await versions();
    expect(now.map((v) => v.number)).toEqual([1, 2]);
    expect(now[0]?.body).toEqual(old?.body);
  });

  it('leaves what past interviews were asked untouched by an edit and by retirement', async () => {
    const pinned = () =>
      world.query<{ slug: string; prompt: string }>(
        `select i.slug, v.body->>'prompt' as prompt from plan_item p join content_version v on v.id = p.question_version_id
         join content_item i on i.id = v.item_id order by p.id`,
      );
    const before = await pinned();
    const [asked] = before;
    const track = await world.query<{ track: string }>(
      `select v.body->>'track' as track from content_item i join content_version v on v.id = i.current_version_id where i.slug = $1`,
      [asked?.slug],
    );
    const file = join(folder, `questions/${track[0]?.track}/${asked?.slug}.md`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('## Prompt\n', '## Prompt\n\nReworded. '));
    expect((await load.run(folder)).changes).toHaveLength(1);
    await rm(file);
    expect((await load.run(folder)).changes).toMatchObject([{ does: 'retired' }]);
    expect(await pinned()).toEqual(before);
    await writeFile(file, text);
    await load.run(folder);
    expect(await pinned()).toEqual(before);
  });

  it('retires what is gone and brings it back with its file', async () => {
    const file = join(folder, QUESTION);
    const text = await readFile(file, 'utf8');
    await rm(file);
    expect(await lines(load.run(folder))).toEqual([`retired question ${NAMED}`]);
    expect(await current()).toBeUndefined();
    expect((await load.run(folder)).changes).toEqual([]);
    await writeFile(file, text);
    expect(await lines(load.run(folder))).toEqual([`back question ${NAMED}`]);
    expect(await current()).toBeDefined();
    expect(await versions()).toHaveLength(2);
  });

  it('loads nothing at all when one file has a fault, and names file and line', async () => {
    await edit('kind: reasoning', 'kind: puzzle');
    const before = await world.fingerprint();
    await expect(load.run(folder)).rejects.toThrow(/service-scale-proxy-migration\.md:\d+/);
    expect(await world.fingerprint()).toBe(before);
  });

  it('has versions that the database itself refuses to change', async () => {
    await expect(world.query(`update content_version set body = '{}'`)).rejects.toThrow('never change');
  });
});
