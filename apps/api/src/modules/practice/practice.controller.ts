import { Controller } from '@nestjs/common';
import { practiceEndpoints as e } from '@dryrun/contracts/study.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { BankQueries } from './bank.queries.ts';
import { OpenAnswer } from './open-answer.ts';

@Controller()
export class PracticeController {
  constructor(
    private readonly queries: BankQueries,
    private readonly open: OpenAnswer,
  ) {}

  @Endpoint(e.bank)
  async bank({ query }: In<typeof e.bank>, { actor }: SignedInContext) {
    return { items: await this.queries.bank(actor, query) };
  }

  @Endpoint(e.question)
  question({ params }: In<typeof e.question>, { actor }: SignedInContext) {
    return this.queries.question(actor, params.slug);
  }

  @Endpoint(e.submitAttempt)
  async submitAttempt({ params, body }: In<typeof e.submitAttempt>, { actor }: SignedInContext) {
    await this.openQuestion({ actor, slug: params.slug, answer: body.answer });
    return this.queries.question(actor, params.slug);
  }

  @Endpoint(e.revealQuestion)
  async revealQuestion({ params }: In<typeof e.revealQuestion>, { actor }: SignedInContext) {
    await this.openQuestion({ actor, slug: params.slug, answer: null });
    return this.queries.question(actor, params.slug);
  }

  @Endpoint(e.caseStudies)
  async caseStudies(_: In<typeof e.caseStudies>, { actor }: SignedInContext) {
    return { items: await this.queries.caseStudies(actor) };
  }

  @Endpoint(e.caseStudy)
  caseStudy({ params }: In<typeof e.caseStudy>, { actor }: SignedInContext) {
    return this.queries.caseStudy(actor, params.slug);
  }

  @Endpoint(e.revealCase)
  async revealCase({ params }: In<typeof e.revealCase>, { actor }: SignedInContext) {
    const { itemId, versionId, body } = await this.queries.caseToStudy(actor, params.slug);
    await this.open.run(actor, { itemId, versionId, pushbackIds: body.followUps.map((f) => f.id) }, null);
    return this.queries.caseStudy(actor, params.slug);
  }

  private async openQuestion({
    actor,
    slug,
    answer,
  }: Pick<SignedInContext, 'actor'> & { slug: string; answer: string | null }) {
    const { itemId, versionId, body } = await this.queries.toStudy(actor, slug);
    await this.open.run(actor, { itemId, versionId, pushbackIds: body.pushbacks.map((p) => p.id) }, answer);
  }
}
