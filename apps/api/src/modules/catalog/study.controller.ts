import { Controller } from '@nestjs/common';
import { studyEndpoints as e } from '@dryrun/contracts/study.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { StudyQueries } from './study.queries.ts';

@Controller()
export class StudyController {
  constructor(private readonly queries: StudyQueries) {}

  @Endpoint(e.roadmap)
  async roadmap(_: In<typeof e.roadmap>, _context: SignedInContext) {
    return { items: await this.queries.roadmap() };
  }

  @Endpoint(e.stage)
  stage({ params }: In<typeof e.stage>, { actor }: SignedInContext) {
    return this.queries.stage(actor, params.slug);
  }

  @Endpoint(e.playbooks)
  async playbooks(_: In<typeof e.playbooks>, _context: SignedInContext) {
    return { items: await this.queries.playbooks() };
  }

  @Endpoint(e.playbook)
  playbook({ params }: In<typeof e.playbook>, { actor }: SignedInContext) {
    return this.queries.playbook(actor, params.slug);
  }
}
