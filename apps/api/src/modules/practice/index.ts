/** What learners have met of the questions. Learns of held mocks by their news, and knows no interview. */
export { PracticeModule } from './practice.module.ts';
export { Practice } from './practice.ts';
