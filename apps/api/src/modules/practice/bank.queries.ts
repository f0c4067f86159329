import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { QuestionBody } from '@dryrun/contracts/content-bodies';
import type {
  BankItemView,
  BankQuery,
  BankQuestionView,
  CaseItemView,
  CaseStudyView,
  MetView,
  StudyPartView,
} from '@dryrun/contracts/study.contract';
import type { CaseStudyBody } from '@dryrun/contracts/study-bodies';
import { isWithinLevels } from '@dryrun/domain/cohorts/levels';
import type { Actor } from '@dryrun/domain/policy/decide';
import { notFound } from '../../platform/http/refusal.ts';
import { Catalog, type Versioned } from '../catalog/index.ts';
import { PracticePolicy } from './practice.policy.ts';
import { PracticeStore } from './practice.store.ts';

type Met = ReadonlyMap<string, MetView>;

/** The question bank and the case studies, with what their reader has met. */
@Injectable()
export class BankQueries {
  constructor(
    private readonly catalog: Catalog,
    private readonly policy: PracticePolicy,
    private readonly store: PracticeStore,
  ) {}

  async bank(actor: Actor, { track, level, kind }: z.infer<typeof BankQuery>): Promise<BankItemView[]> {
    const [questions, met] = await Promise.all([this.catalog.questions(), this.met(actor)]);
    const fits = ({ body }: Versioned<QuestionBody>) =>
      body.use !== 'interview' &&
      (track === undefined || body.track === track) &&
      (kind === undefined || body.kind === kind) &&
      (level === undefined || isWithinLevels(level, body.minLevel, body.maxLevel));
    return questions.filter(fits).map((question) => bankItem(question, met));
  }

  /** A question of the bank; @throws Refusal `not_found` alike for an unknown and an interview-only one */
  async toStudy(actor: Actor, slug: string): Promise<Versioned<QuestionBody>> {
    this.policy.mustRead(actor);
    const question = await this.catalog.questionToStudy(slug);
    if (!question) throw notFound();
    return question;
  }

  async question(actor: Actor, slug: string): Promise<BankQuestionView> {
    const question = await this.toStudy(actor, slug);
    const { body, itemId, versionId } = question;
    const canPractise = this.policy.canPractise(actor);
    const [met, ownAnswer, isOpen] = await Promise.all([
      this.met(actor),
      canPractise ? this.store.findLastAnswer(actor.personId, itemId) : null,
      canPractise ? this.store.hasRevealed(actor.personId, versionId) : true,
    ]);
    return {
      ...bankItem(question, met),
      prompt: body.prompt,
      isAboutOwnProject: body.isAboutOwnProject,
      canPractise,
      ownAnswer,
      answer: isOpen ? studyPart(body) : null,
    };
  }

  async caseStudies(actor: Actor): Promise<CaseItemView[]> {
    const [studies, met] = await Promise.all([this.catalog.caseStudies(), this.met(actor)]);
    const place = (study: Versioned<CaseStudyBody>) => Number(study.body.number.split('.')[1]);
    return studies.toSorted((a, b) => place(a) - place(b)).map((study) => caseItem(study, met));
  }

  async caseToStudy(actor: Actor, slug: string): Promise<Versioned<CaseStudyBody>> {
    this.policy.mustRead(actor);
    const study = await this.catalog.caseStudy(slug);
    if (!study) throw notFound();
    return study;
  }

  async caseStudy(actor: Actor, slug: string): Promise<CaseStudyView> {
    const study = await this.caseToStudy(actor, slug);
    const { prerequisites, problem, numbers, architecture, diagram, decisions, failureModes, followUps, sources } =
      study.body;
    const canPractise = this.policy.canPractise(actor);
    const [met, links, isOpen] = await Promise.all([
      this.met(actor),
      this.catalog.linkTargets(prerequisites.flatMap((p) => p.links)),
      canPractise ? this.store.hasRevealed(actor.personId, study.versionId) : true,
    ]);
    return {
      ...caseItem(study, met),
      prerequisites,
      links,
      problem,
      numbers,
      canPractise,
      reference: isOpen ? { architecture, diagram, decisions, failureModes, followUps, sources } : null,
    };
  }

  private async met(actor: Actor): Promise<Met> {
    if (!this.policy.canPractise(actor)) return new Map();
    const rows = await this.store.listLastMeetings(actor.personId);
    return new Map(rows.map(({ itemId, how, at }) => [itemId, { how, at: at.toISOString() }]));
  }
}

function bankItem({ slug, itemId, body }: Versioned<QuestionBody>, met: Met): BankItemView {
  const { title, track, kind, minLevel, maxLevel } = body;
  return { slug, title, track, kind, minLevel, maxLevel, met: met.get(itemId) ?? null };
}

function caseItem({ slug, itemId, body }: Versioned<CaseStudyBody>, met: Met): CaseItemView {
  const { number, title, summary, tracks, minLevel, maxLevel } = body;
  return { slug, number, title, summary, tracks, minLevel, maxLevel, met: met.get(itemId) ?? null };
}

function studyPart(body: QuestionBody): StudyPartView {
  const { whyAsked, framework, answerPattern, keyPoints, knowledgeAnswer, reasoningAnswer, tradeOffs } = body;
  const { commonMistake, pushbacks, variations, followUps, example, sources } = body;
  return {
    whyAsked,
    framework,
    answerPattern,
    keyPoints,
    knowledgeAnswer,
    reasoningAnswer,
    tradeOffs,
    commonMistake,
    pushbacks,
    variations,
    followUps,
    example,
    sources,
  };
}
