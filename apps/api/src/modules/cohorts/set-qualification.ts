import { Injectable } from '@nestjs/common';
import type { GrantedQualificationBody, OwnQualificationBody } from '@dryrun/contracts/qualifications.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Database, type Tx } from '../../platform/db/database.ts';
import { Audit } from '../../platform/events/audit.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { CohortsPolicy, type MentorOf } from './cohorts.policy.ts';
import { CohortsStore, type Qualification } from './cohorts.store.ts';

/** Says what a mentor of a batch may give, and what of it they want to give. Booked mocks stay as they are. */
@Injectable()
export class SetQualification {
  constructor(
    private readonly database: Database,
    private readonly store: CohortsStore,
    private readonly policy: CohortsPolicy,
    private readonly audit: Audit,
  ) {}

  async grant(actor: Actor, batchId: string, personId: string, body: GrantedQualificationBody): Promise<void> {
    const mentor = await this.policy.authorizeMentor(actor, 'qualification:grant', batchId, personId);
    const granted = {
      tracks: unique(body.tracks),
      levels: unique(body.levels),
      formats: body.formats && unique(body.formats),
    };
    await this.write(actor, mentor, 'qualification.grant', 'granted', granted, (tx) =>
      this.store.grantQualification(tx, batchId, personId, granted),
    );
  }

  /** @throws Refusal `invalid_input` for something that is not granted: narrowing never widens */
  async narrow(actor: Actor, batchId: string, personId: string, body: OwnQualificationBody): Promise<void> {
    const mentor = await this.policy.authorizeMentor(actor, 'qualification:narrow', batchId, personId);
    const { granted } = await this.get(mentor);
    const errors = (['tracks', 'levels', 'formats'] as const)
      .filter((part) => {
        const allowed: readonly string[] | null = granted[part];
        return allowed !== null && (body[part]?.some((wanted) => !allowed.includes(wanted)) ?? false);
      })
      .map((part) => ({
        pointer: `/body/${part}`,
        message: 'Some of these are not yours to give yet. A lead mentor or cohort admin can add them.',
      }));
    if (errors.length > 0)
      throw new Refusal('invalid_input', 'Nothing was changed: you can leave things out, not add any.', { errors });
    const own = {
      tracks: body.tracks && unique(body.tracks),
      levels: body.levels && unique(body.levels),
      formats: body.formats && unique(body.formats),
    };
    await this.write(actor, mentor, 'qualification.narrow', 'own', own, (tx) =>
      this.store.narrowQualification(tx, batchId, personId, own),
    );
  }

  private async get({ batchId, personId }: MentorOf): Promise<Qualification> {
    const found = await this.store.findQualification(batchId, personId);
    if (!found) throw new Error('authorised above');
    return found;
  }

  private async write(
    actor: Actor,
    mentor: MentorOf,
    action: string,
    part: keyof Qualification,
    after: Record<string, unknown>,
    change: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const before = (await this.get(mentor))[part];
    await this.database.write(async (tx) => {
      await change(tx);
      await this.audit.record(tx, {
        actorId: actor.personId,
        action,
        subjectType: 'qualification',
        subjectId: mentor.personId,
        personId: mentor.personId,
        batchId: mentor.batchId,
        before,
        after,
      });
    });
  }
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
