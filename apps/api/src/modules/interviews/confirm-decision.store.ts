import { Injectable } from '@nestjs/common';
import type { Exposure } from '@dryrun/domain/interviews/question-freshness';
import { Database } from '../../platform/db/database.ts';
import { postgresError } from '../../platform/db/database-errors.ts';
import { requestOrigin } from '../../platform/events/audit.ts';
import type { KeyClaim } from '../../platform/http/idempotent-requests.ts';
import type { Batch } from '../cohorts/index.ts';
import type { Person } from '../identity/index.ts';
import type { Hold, QuotaRow } from '../scheduling/index.ts';
import type { Interview } from './interviews.store.ts';
import type { MeetingLink } from './meeting-links.store.ts';
import type { PlanItem } from './plan.store.ts';

/** Everything that confirming a hold looks at. */
export interface ConfirmFacts {
  hold: Hold;
  /** As it is planned; rubric and policy are those that would be pinned now. */
  interview: Interview;
  batch: Batch;
  learner: Person;
  mentor: Person;
  /** Of the content that is published now. */
  contentRevision: string | null;
  exposures: Exposure[];
  /** Questions that stand in other coming mocks of the learner. */
  reservedQuestionIds: string[];
  /** Of this mock. */
  ownLink: MeetingLink | null;
  /** Of its mentor; empty for none. */
  usualLink: string;
  mentorIsBusy: boolean;
}

type PlannedRow = Pick<
  Interview,
  'id' | 'batchId' | 'learnerId' | 'mentorId' | 'state' | 'goal' | 'formatVersionId' | 'planVersion'
> &
  Record<'startsAt' | 'endsAt' | 'createdAt', number>;

interface FactsRow extends Omit<ConfirmFacts, 'hold' | 'interview'> {
  hold: Omit<Hold, 'heldUntil'> & { heldUntil: number | null };
  interview: PlannedRow;
  rubricVersionId: string | null;
}

export interface ConfirmWrite {
  claim: KeyClaim;
  status: number;
  /** As it is sent. */
  answer: unknown;
  bookingId: string;
  /** As it becomes. */
  interview: Interview;
  items: readonly PlanItem[];
  quota: QuotaRow;
  audit: { id: string; actorId: string; action: string; before: object; after: object };
  news: readonly { id: string; type: string; payload: object }[];
  now: Date;
}

const FACTS = { name: 'booking-confirm-facts', text: 'select booking_confirm_facts($1) as facts' };
const WRITE = { name: 'booking-confirm', text: 'select booking_confirm($1, $2) as outcome' };

/** Raised by `booking_confirm` when the time cannot be booked this way. */
const NOT_CONFIRMED = 'DR001';

/** Confirming a hold in two statements: one that reads what decides, one that writes. See decision 0035. */
@Injectable()
export class ConfirmDecisionStore {
  constructor(private readonly database: Database) {}

  /** null when there is no such hold, or no rubric to pin. */
  async find(holdId: string): Promise<ConfirmFacts | null> {
    const [row] = await this.database.ask<{ facts: FactsRow | null }>(FACTS, [holdId]);
    const facts = row?.facts;
    if (!facts?.hold.heldBy || facts.hold.heldUntil === null || facts.rubricVersionId === null) return null;
    const { hold, interview: planned, rubricVersionId, ...others } = facts;
    return {
      ...others,
      hold: { ...hold, heldUntil: new Date(facts.hold.heldUntil) },
      interview: {
        ...planned,
        startsAt: new Date(planned.startsAt),
        endsAt: new Date(planned.endsAt),
        createdAt: new Date(planned.createdAt),
        rubricVersionId,
        policy: facts.batch.policy,
        shownItemId: null,
        confirmedAt: null,
        startedAt: null,
        endedAt: null,
        minutes: null,
        feedbackExtendedUntil: null,
        feedbackExtensions: 0,
      },
    };
  }

  /** Books the hold with its key, answer, questions, audit line and news; false, with nothing written, when it could not be done this way. */
  async confirm({ claim, status, answer, audit, ...write }: ConfirmWrite): Promise<boolean> {
    const origin = requestOrigin.getStore();
    const all = {
      ...write,
      key: { ...claim, status },
      audit: { ...audit, traceId: origin?.traceId ?? null, address: origin?.address ?? null },
    };
    try {
      const [row] = await this.database.ask<{ outcome: string }>(WRITE, [JSON.stringify(all), JSON.stringify(answer)]);
      return row?.outcome === 'confirmed';
    } catch (error) {
      // Refused, or lost a race that the ordinary way decides with retries.
      if ([NOT_CONFIRMED, '40001', '40P01', '23505'].includes(postgresError(error)?.code ?? '')) return false;
      throw error;
    }
  }
}
