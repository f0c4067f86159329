import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { itemsOf } from './content-item.ts';
import { readContent } from './read-content.ts';
import { CASE_STUDY, FORMAT, QUESTION, RUBRIC, SAMPLE_FOLDER, STAGE, TRACKS } from './sample-files.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The sample folder with some files added or replaced; null removes one. */
function folderWith(changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'dryrun-content-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...SAMPLE_FOLDER, ...changes })) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Each fault as `file:line message hint`. */
async function faultsWith(changes: Record<string, string | null>): Promise<string[]> {
  const { problems } = await readContent(folderWith(changes));
  return problems.map((p) => `${p.file}:${p.line} ${p.message} ${p.hint}`);
}

const QUESTION_FILE = 'questions/linux/growing-queue.md';

describe('a content folder', () => {
  it('becomes items with the body of their sort, and no problems', async () => {
    const { items, problems } = await readContent(folderWith());
    expect(problems).toEqual([]);
    expect(items.map((i) => `${i.kind}/${i.slug}`)).toEqual([
      'case-study/metrics-ingest',
      'format/debugging',
      'question/growing-queue',
      'stage/linux',
      'rubric/reasoning-moves',
      'track/linux',
      'track/aws',
    ]);
    expect(itemsOf(items, 'track').map((t) => t.body)).toEqual([
      { title: 'Linux', blurb: 'The layer below.', order: 1 },
      { title: 'AWS', blurb: 'The cloud.', order: 2 },
    ]);
    expect(itemsOf(items, 'format')[0]?.body.phases.map((p) => p.draws)).toEqual([[], ['debugging']]);
    expect(itemsOf(items, 'rubric')[0]?.body.levelNames).toEqual([
      'Not yet',
      'Knows it',
      'Reasons when asked',
      'Reasons unasked',
    ]);
  });

  it('gives the same hashes again, and another one only to what changed', async () => {
    const hashes = async (changes: Record<string, string>) =>
      new Map((await readContent(folderWith(changes))).items.map((i) => [`${i.kind}/${i.slug}`, i.contentHash]));
    const first = await hashes({});
    expect(await hashes({})).toEqual(first);
    const edited = await hashes({ [QUESTION_FILE]: QUESTION.replace('Add consumers.', 'Add two consumers.') });
    expect([...first.keys()].filter((k) => first.get(k) !== edited.get(k))).toEqual(['question/growing-queue']);
  });

  it('keeps its hash when only keys, blank lines or line ends move', async () => {
    const moved = QUESTION.replace('track: linux\nkind: debugging', 'kind: debugging\ntrack: linux')
      .replace('\n## Framework', '\n\n\n## Framework')
      .replaceAll('\n', '\r\n');
    const [a] = itemsOf((await readContent(folderWith())).items, 'question');
    const [b] = itemsOf((await readContent(folderWith({ [QUESTION_FILE]: moved }))).items, 'question');
    expect(b?.contentHash).toBe(a?.contentHash);
  });

  it('reads past hidden files', async () => {
    expect(await faultsWith({ '.draft.md': 'later' })).toEqual([]);
  });

  it('reads playbooks like the rest', async () => {
    expect(await faultsWith({ 'playbooks/offer.md': 'later' })).toEqual([
      'playbooks/offer.md:1 The file does not begin with front matter. Begin with a line `---`, the keys, and another line `---`.',
    ]);
  });

  it('lists the faults of all files by file and line', async () => {
    const faults = await faultsWith({
      'tracks.yaml': TRACKS.replace('title: AWS', 'titel: AWS'),
      [QUESTION_FILE]: QUESTION.replace('use: both', 'use: exam').replace('## Framework', '## Frame'),
      'case-studies/metrics-ingest.md': null,
    });
    expect(faults.map((f) => f.split(' ')[0])).toEqual([
      `${QUESTION_FILE}:1`,
      `${QUESTION_FILE}:6`,
      `${QUESTION_FILE}:20`,
      'tracks.yaml:4',
      'tracks.yaml:4',
    ]);
  });
});

describe('faults between files', () => {
  it('name a track that does not exist', async () => {
    expect(
      await faultsWith({
        [QUESTION_FILE]: null,
        'questions/unix/growing-queue.md': QUESTION.replace('track: linux', 'track: unix'),
      }),
    ).toEqual([
      'questions/unix/growing-queue.md:3 There is no track unix. Use a slug of tracks.yaml, or add the track there.',
    ]);
  });

  it('name a file that lies in the folder of another track', async () => {
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace('track: linux', 'track: aws') })).toEqual([
      `${QUESTION_FILE}:3 The file lies in questions/linux, its track is aws. Move the file or correct the track.`,
    ]);
  });

  it('name a dimension that the default rubric does not have', async () => {
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace('[failure-surface]', '[failures]') })).toEqual([
      `${QUESTION_FILE}:9 There is no dimension failures. Use one of: failure-surface, trade-offs.`,
    ]);
    expect(
      await faultsWith({
        'formats/debugging.yaml': FORMAT.replace(
          'focusDimensions: [failure-surface]',
          'focusDimensions: [failures]',
        ).replace('dimension: failure-surface', 'dimension: failures'),
      }),
    ).toEqual(['formats/debugging.yaml:6 There is no dimension failures. Use one of: failure-surface, trade-offs.']);
  });

  it('say so when the default rubric itself is missing', async () => {
    const faults = await faultsWith({ 'rubrics/reasoning-moves.yaml': null, 'formats/debugging.yaml': null });
    expect(faults).toEqual([
      `${QUESTION_FILE}:9 There is no dimension failure-surface. Use one of: (rubrics/reasoning-moves.yaml is missing or has faults).`,
    ]);
  });

  it('name a dimension that does not apply to the kind', async () => {
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace('[failure-surface]', '[trade-offs]') })).toEqual([
      `${QUESTION_FILE}:9 The dimension trade-offs does not apply to debugging questions. It applies to: design.`,
    ]);
  });

  it('name an alias that two files claim, and a file that claims three', async () => {
    expect(await faultsWith({ 'questions/linux/other.md': QUESTION })).toEqual([
      `questions/linux/other.md:7 The alias bank-linux-01 stands in ${QUESTION_FILE} already. Keep it in one place.`,
    ]);
    const three = QUESTION.replace('[bank-linux-01]', '[bank-linux-01, bank-linux-02, bank-linux-03]');
    expect(await faultsWith({ [QUESTION_FILE]: three })).toEqual([
      `${QUESTION_FILE}:7 The file answers 3 catalogue items. Two at most: split it.`,
    ]);
  });

  it('name an alias that a question and a stage claim', async () => {
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace('[bank-linux-01]', '[section-1.0]') })).toEqual([
      `roadmap/linux.md:5 The alias section-1.0 stands in ${QUESTION_FILE} already. Keep it in one place.`,
    ]);
  });

  it('name a topic that the roadmap does not have, with those that it has', async () => {
    const topics = '[1.0/processes-threads]';
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace(topics, '[1.0/processes]') })).toEqual([
      `${QUESTION_FILE}:8 The roadmap has no topic 1.0/processes. Section 1.0 has: processes-threads, signals-ipc.`,
    ]);
    expect(await faultsWith({ [QUESTION_FILE]: QUESTION.replace(topics, '[1.9/processes]') })).toEqual([
      `${QUESTION_FILE}:8 The roadmap has no topic 1.9/processes. The roadmap has the sections 1.0.`,
    ]);
    expect(await faultsWith({ 'roadmap/linux.md': null })).toEqual([]);
  });

  it('name a track of a case study that does not exist', async () => {
    expect(
      await faultsWith({ 'case-studies/metrics-ingest.md': CASE_STUDY.replace('[linux]', '[linux, metrics]') }),
    ).toEqual([
      'case-studies/metrics-ingest.md:5 There is no track metrics. Use a slug of tracks.yaml, or add the track there.',
    ]);
  });

  it('name a stage that stands twice', async () => {
    expect(await faultsWith({ 'roadmap/unix.md': STAGE })).toEqual([
      'roadmap/unix.md:5 The alias stage-1 stands in roadmap/linux.md already. Keep it in one place.',
      'roadmap/unix.md:5 The alias section-1.0 stands in roadmap/linux.md already. Keep it in one place.',
    ]);
  });

  it('name a slug that questions of two tracks share', async () => {
    const twin = QUESTION.replace('track: linux', 'track: aws').replace('[bank-linux-01]', '[]');
    expect(await faultsWith({ 'questions/aws/growing-queue.md': twin })).toEqual([
      `${QUESTION_FILE}:1 The question growing-queue stands in questions/aws/growing-queue.md already. Give one of the files another name.`,
    ]);
  });

  it('name a file that nothing reads, and a name that is no slug', async () => {
    expect(await faultsWith({ 'questions/notes.md': 'notes', 'questions/linux/Growing_Queue.md': QUESTION })).toEqual([
      'questions/linux/Growing_Queue.md:1 The file name is not a slug. Use at most 80 lower-case letters, digits and single hyphens.',
      'questions/notes.md:1 Nothing reads this file. Move it where docs/CONTENT.md says, or remove it.',
    ]);
  });

  it('name a track and a dimension that stand twice', async () => {
    expect(await faultsWith({ 'tracks.yaml': `${TRACKS}- slug: aws\n  title: Again\n  blurb: Again.\n` })).toEqual([
      'tracks.yaml:7 The track aws stands twice. Remove one of the two.',
    ]);
    expect(
      await faultsWith({ 'rubrics/reasoning-moves.yaml': RUBRIC.replace('id: trade-offs', 'id: failure-surface') }),
    ).toContain(
      'rubrics/reasoning-moves.yaml:11 The dimension failure-surface stands twice. Give one of them another id.',
    );
  });
});
