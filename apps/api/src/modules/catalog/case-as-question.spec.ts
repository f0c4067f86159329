import { itemsOf, type ItemOf } from '@dryrun/content-kit/content-item';
import { readContent } from '@dryrun/content-kit/read-content';
import { QuestionBody } from '@dryrun/contracts/content-bodies';
import { CONTENT_DIR } from '../../../test/harness.ts';
import { caseAsQuestion } from './case-as-question.ts';

let studies: ItemOf<'case-study'>[];
beforeAll(async () => {
  studies = itemsOf((await readContent(CONTENT_DIR)).items, 'case-study');
});

describe('a case study in a mock', () => {
  it('is a question that the wire accepts, with its follow-ups as pushbacks', () => {
    expect(studies).toHaveLength(15);
    for (const { slug, body } of studies) {
      const question = caseAsQuestion(body);
      expect({ slug, issues: QuestionBody.safeParse(question).error?.issues }).toEqual({ slug, issues: undefined });
      expect(question.pushbacks.map((p) => p.says)).toEqual(body.followUps.map((f) => f.asks));
      expect(question.tradeOffs).toContain(body.decisions.at(-1)?.title);
    }
  });

  it('stays within the limits of the wire however long the study is', () => {
    const [first] = studies;
    if (!first) throw new Error('there is no case study');
    const long = { id: 'a', title: 'Long', text: 'x'.repeat(3000) };
    const parts = Array.from({ length: 12 }, (_, i) => ({ ...long, id: `a${i}`, title: `Long ${i}` }));
    const question = caseAsQuestion({ ...first.body, decisions: parts, failureModes: parts });
    expect(QuestionBody.safeParse(question).error).toBeUndefined();
  });
});
