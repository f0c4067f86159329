import { Module } from '@nestjs/common';
import { Catalog } from './catalog.ts';
import { CatalogController } from './catalog.controller.ts';
import { CatalogPolicy } from './catalog.policy.ts';
import { CatalogStore } from './catalog.store.ts';
import { ExportContent } from './export-content.ts';
import { LoadContent } from './load-content.ts';
import { PublishLocalItem } from './publish-local-item.ts';
import { StudyController } from './study.controller.ts';
import { StudyQueries } from './study.queries.ts';
import { WithdrawLocalItem } from './withdraw-local-item.ts';

@Module({
  controllers: [CatalogController, StudyController],
  providers: [
    CatalogStore,
    CatalogPolicy,
    Catalog,
    LoadContent,
    StudyQueries,
    ExportContent,
    PublishLocalItem,
    WithdrawLocalItem,
  ],
  exports: [Catalog, LoadContent],
})
export class CatalogModule {}
