import { BatchEntity } from './modules/cohorts/batch.entity.ts';
import { ContentItemEntity, ContentVersionEntity } from './modules/catalog/content-item.entity.ts';
import { ScorecardEntity } from './modules/feedback/scorecard.entity.ts';

/** Every TypeORM entity; the schema itself is what the migrations say. */
export const ENTITIES = [BatchEntity, ContentItemEntity, ContentVersionEntity, ScorecardEntity];
