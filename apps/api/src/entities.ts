import { BatchEntity } from './modules/cohorts/batch.entity.ts';
import { ContentItemEntity, ContentVersionEntity } from './modules/catalog/content-item.entity.ts';
import { ChangeRequestEntity } from './modules/interviews/change-request.entity.ts';
import { InterviewEntity } from './modules/interviews/interview.entity.ts';
import { MarkEntity } from './modules/interviews/mark.entity.ts';
import { OutcomeClaimEntity } from './modules/interviews/outcomes/outcome-claim.entity.ts';
import { PlanItemEntity } from './modules/interviews/plan-item.entity.ts';
import { AvailabilityEntity } from './modules/scheduling/availability.entity.ts';
import { BookingEntity } from './modules/scheduling/booking.entity.ts';
import { ScorecardEntity } from './modules/feedback/scorecard.entity.ts';

/** Every TypeORM entity; the schema itself is what the migrations say. */
export const ENTITIES = [
  BatchEntity,
  ContentItemEntity,
  ContentVersionEntity,
  AvailabilityEntity,
  BookingEntity,
  InterviewEntity,
  ChangeRequestEntity,
  OutcomeClaimEntity,
  PlanItemEntity,
  MarkEntity,
  ScorecardEntity,
];
