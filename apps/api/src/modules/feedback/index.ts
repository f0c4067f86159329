/** Scorecards, predictions, released feedback and next steps. Tells the interviews module of a release only by its event. */
export { FeedbackModule } from './feedback.module.ts';
