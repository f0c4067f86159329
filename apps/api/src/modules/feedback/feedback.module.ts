import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InterviewsModule } from '../interviews/index.ts';
import { ExtendFeedback } from './extend-feedback.ts';
import { FeedbackClockJobs } from './feedback-clock.ts';
import { FeedbackController } from './feedback.controller.ts';
import { FeedbackNews } from './feedback-news.ts';
import { FeedbackPolicy } from './feedback.policy.ts';
import { FeedbackQueries } from './feedback.queries.ts';
import { FeedbackStore } from './feedback.store.ts';
import { GivePrediction } from './give-prediction.ts';
import { KeepDraft } from './keep-draft.ts';
import { NextStepController } from './next-step.controller.ts';
import { NextStepQueries } from './next-step.queries.ts';
import { NextStepStore } from './next-step.store.ts';
import { ReadFeedback } from './read-feedback.ts';
import { ReleaseDueFeedback } from './release-due-feedback.ts';
import { ReleaseFeedback } from './release-feedback.ts';
import { ReleasedFeedbackQueries } from './released-feedback.queries.ts';
import { SaveScorecard } from './save-scorecard.ts';
import { ScorecardController } from './scorecard.controller.ts';
import { ScorecardQueries } from './scorecard.queries.ts';
import { ScorecardStore } from './scorecard.store.ts';
import { ScoringBasis } from './scoring-basis.ts';
import { SeenBy } from './seen-by.ts';
import { SubmitScorecard } from './submit-scorecard.ts';
import { UpdateNextStep } from './update-next-step.ts';

@Module({
  imports: [IdentityModule, CatalogModule, InterviewsModule],
  controllers: [ScorecardController, FeedbackController, NextStepController],
  providers: [
    FeedbackStore,
    ScorecardStore,
    NextStepStore,
    FeedbackPolicy,
    FeedbackNews,
    ScoringBasis,
    SeenBy,
    ScorecardQueries,
    FeedbackQueries,
    ReleasedFeedbackQueries,
    NextStepQueries,
    KeepDraft,
    SaveScorecard,
    SubmitScorecard,
    ExtendFeedback,
    FeedbackClockJobs,
    GivePrediction,
    ReleaseFeedback,
    ReleaseDueFeedback,
    ReadFeedback,
    UpdateNextStep,
  ],
})
export class FeedbackModule {}
