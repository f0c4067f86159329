/** Content as immutable versions: questions, rubrics, formats, tracks. Knows nothing of learners. */
export { caseAsQuestion } from './case-as-question.ts';
export { CatalogModule } from './catalog.module.ts';
export { Catalog, type AskableCase, type AskableContent, type Versioned } from './catalog.ts';
export { DEFAULT_RUBRIC } from './default-rubric.ts';
export { LoadContent } from './load-content.ts';
