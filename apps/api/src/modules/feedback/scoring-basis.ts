import { Injectable } from '@nestjs/common';
import type { QuestionBody, RubricBody, RubricDimension } from '@dryrun/contracts/content-bodies';
import { Catalog, type Versioned } from '../catalog/index.ts';
import { Interviews } from '../interviews/index.ts';

/** What a mock is scored against: versions pinned when it was confirmed, whatever was published since. */
export interface Basis {
  formatTitle: string;
  rubric: RubricBody;
  /** The at most four moves that the format asks the mentor to watch, in the format's order. */
  focus: RubricDimension[];
}

/** Looks up the pinned content of a mock. */
@Injectable()
export class ScoringBasis {
  constructor(
    private readonly catalog: Catalog,
    private readonly interviews: Interviews,
  ) {}

  async of(mock: { formatVersionId: string; rubricVersionId: string }): Promise<Basis> {
    const [format, rubric] = await Promise.all([
      this.catalog.formatVersion(mock.formatVersionId),
      this.catalog.rubricVersion(mock.rubricVersionId),
    ]);
    const focus = format.body.focusDimensions.flatMap((id) => rubric.body.dimensions.filter((d) => d.id === id));
    return { formatTitle: format.body.title, rubric: rubric.body, focus };
  }

  /** The questions that were asked in the mock, in the order of its plan. */
  async questions(interviewId: string): Promise<Versioned<QuestionBody>[]> {
    const ids = await this.interviews.askedQuestions(interviewId);
    const versions = await this.catalog.questionVersions(ids);
    return ids.flatMap((id) => versions.get(id) ?? []);
  }
}
