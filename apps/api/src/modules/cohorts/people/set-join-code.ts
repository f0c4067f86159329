import { Inject, Injectable } from '@nestjs/common';
import type { JoinCodeView } from '@dryrun/contracts/people.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { SETTINGS, type Settings } from '../../../platform/config/settings.ts';
import { Database } from '../../../platform/db/database.ts';
import { Audit } from '../../../platform/events/audit.ts';
import { CohortsPolicy } from '../cohorts.policy.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { newJoinCode, shownJoinCode } from './join-code.ts';

/** Switches joining by code on or off, or replaces the code: the old one leads nowhere at once. */
@Injectable()
export class SetJoinCode {
  constructor(
    private readonly database: Database,
    private readonly policy: CohortsPolicy,
    private readonly store: CohortsStore,
    private readonly audit: Audit,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(actor: Actor, batchId: string, to: 'on' | 'new' | 'off'): Promise<JoinCodeView> {
    return this.database.write(async (tx) => {
      const batch = await this.policy.lock(tx, actor, 'invitation:create', batchId);
      const joinCode = to === 'off' ? null : to === 'on' ? (batch.joinCode ?? newJoinCode()) : newJoinCode();
      if (joinCode !== batch.joinCode) {
        await this.store.updateBatch(tx, batchId, { joinCode });
        await this.audit.record(tx, {
          actorId: actor.personId,
          action: `batch.join_code_${to}`,
          subjectType: 'batch',
          subjectId: batchId,
          personId: null,
          batchId,
        });
      }
      return this.view(joinCode);
    });
  }

  view(joinCode: string | null): JoinCodeView {
    if (joinCode === null) return { code: null, link: null };
    const code = shownJoinCode(joinCode);
    return { code, link: `${this.settings.publicUrl}/join/${code}` };
  }
}
