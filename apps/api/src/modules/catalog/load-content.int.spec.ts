import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTENT_DIR, startWorld, type World } from '../../../test/harness.ts';
import { LoadContent } from './load-content.ts';

let world: World;
let folder: string;
let load: LoadContent;
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

const versions = () =>
  world.query<{ number: number; body: { title: string } }>(
    `select v.number, v.body from content_version v join content_item i on i.id = v.item_id where i.kind = 'question' and i.slug = 'service-scale-proxy-migration' order by v.number`,
  );
const edit = async (from: string, to: string) => {
  const file = join(folder, QUESTION);
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
};

describe('loading content', () => {
  it('changes nothing when the same files are loaded again', async () => {
    const before = await world.fingerprint();
    const report = await load.run(folder);
    expect(report).toMatchObject({ created: 0, changed: 0, retired: 0 });
    expect(report.unchanged).toBeGreaterThan(20);
    expect(await world.fingerprint()).toBe(before);
  });

  it('makes a new version of an edited file and leaves the old one as it was', async () => {
    const [old] = await versions();
    await edit('## Prompt\n', '## Prompt\n\nEdited. ');
    expect(await load.run(folder)).toMatchObject({ created: 0, changed: 1 });
    const now = await versions();
    expect(now.map((v) => v.number)).toEqual([1, 2]);
    expect(now[0]?.body).toEqual(old?.body);
  });

  it('leaves what interviews have pinned untouched by an edit', async () => {
    const [row] = await world.query<{ pins: number }>(
      `select count(*)::int as pins from plan_item p join content_version v on v.id = p.question_version_id where v.number > 1`,
    );
    expect(row?.pins).toBe(0);
  });

  it('retires what is gone and brings it back with its file', async () => {
    const file = join(folder, QUESTION);
    const text = await readFile(file, 'utf8');
    await rm(file);
    expect(await load.run(folder)).toMatchObject({ retired: 1 });
    await writeFile(file, text);
    expect(await load.run(folder)).toMatchObject({ retired: 0, created: 0, changed: 1 });
    expect(await versions()).toHaveLength(2);
  });

  it('never overwrites a fork of ours with its file', async () => {
    await world.query(`update content_item set origin = 'local' where slug = 'service-scale-proxy-migration'`);
    await edit('Edited. ', 'Edited twice. ');
    expect(await load.run(folder)).toMatchObject({ changed: 0 });
    expect(await versions()).toHaveLength(2);
  });

  it('loads nothing at all when one file has a fault, and names file and line', async () => {
    await world.query(`update content_item set origin = 'file' where slug = 'service-scale-proxy-migration'`);
    await edit('kind: reasoning', 'kind: puzzle');
    const before = await world.fingerprint();
    await expect(load.run(folder)).rejects.toThrow(/service-scale-proxy-migration\.md:\d+/);
    expect(await world.fingerprint()).toBe(before);
  });

  it('has versions that the database itself refuses to change', async () => {
    await expect(world.query(`update content_version set body = '{}'`)).rejects.toThrow('never change');
  });
});
