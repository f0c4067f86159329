import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { ScorecardBody } from '@dryrun/contracts/feedback.contract';
import type { Authorized } from '../../platform/auth/authorized.ts';
import { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Interview } from '../interviews/index.ts';
import { FeedbackStore } from './feedback.store.ts';
import { scorecardFaults } from './scorecard-faults.ts';
import type { ScorecardDraft, ScorecardEntity } from './scorecard.entity.ts';
import { ScorecardQueries } from './scorecard.queries.ts';
import { ScorecardStore } from './scorecard.store.ts';
import { ScoringBasis, type Basis } from './scoring-basis.ts';

/** A draft as it is stored now, and what it is held against. */
export interface KeptDraft {
  card: ScorecardEntity;
  /** Its first save. */
  isNew: boolean;
  basis: Basis;
  /** The moment of this save. */
  at: Date;
}

/** Writes what the mentor's screen holds into the draft, never over something that the screen has not seen. */
@Injectable()
export class KeepDraft {
  constructor(
    private readonly store: FeedbackStore,
    private readonly cards: ScorecardStore,
    private readonly basis: ScoringBasis,
    private readonly queries: ScorecardQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks the mock's feedback and stores the draft. Sending again exactly what is
   * stored changes nothing, so that an autosave whose answer was lost on the way is no conflict.
   *
   * @throws Refusal `invalid_input` for references into nowhere, `scorecard_submitted`, and `stale_version` with the stored
   *   card in `current` for the screen's side-by-side choice
   */
  async run(tx: Tx, mock: Authorized<Interview, 'scorecard:write'>, body: ScorecardBody): Promise<KeptDraft> {
    const { version, ...draft } = body;
    const [basis, asked] = await Promise.all([this.basis.of(mock), this.basis.questions(mock.id)]);
    const errors = scorecardFaults(draft, basis.rubric, asked);
    if (errors.length > 0)
      throw new Refusal(
        'invalid_input',
        'Nothing was saved. Please look at the places named below and send it again.',
        {
          errors,
        },
      );

    await this.store.lock(tx, mock.id);
    const at = this.clock.now();
    const card = await this.cards.find(mock.id, mock.mentorId);
    if (card && card.state !== 'draft') throw alreadySubmitted();
    if (card && isDeepStrictEqual(card.draft, draft)) return { card, isNew: false, basis, at };
    if (version !== (card?.version ?? 0))
      throw new Refusal(
        'stale_version',
        'Another tab or device saved this scorecard in between. Both versions are safe: compare them and keep what you want.',
        { extensions: { current: await this.queries.view(mock) } },
      );
    const kept = card ? await this.change(tx, card, draft, at) : await this.begin(tx, mock, draft, at);
    return { card: kept, isNew: card === null, basis, at };
  }

  private async change(tx: Tx, card: ScorecardEntity, draft: ScorecardDraft, savedAt: Date): Promise<ScorecardEntity> {
    const change = { draft, version: card.version + 1, savedAt };
    await this.cards.updateDraft(tx, card.id, change);
    return { ...card, ...change };
  }

  private async begin(tx: Tx, mock: Interview, draft: ScorecardDraft, savedAt: Date): Promise<ScorecardEntity> {
    const card: ScorecardEntity = {
      id: uuid(),
      interviewId: mock.id,
      raterId: mock.mentorId,
      state: 'draft',
      draft,
      version: 1,
      savedAt,
      submittedAt: null,
      releasedAt: null,
    };
    await this.cards.insert(tx, card);
    return card;
  }
}

function alreadySubmitted(): Refusal {
  return new Refusal(
    'scorecard_submitted',
    'You submitted this scorecard already, and it is safe. Reload to see it; what you typed since was not saved.',
  );
}
