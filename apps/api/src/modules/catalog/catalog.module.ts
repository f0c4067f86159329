import { Module } from '@nestjs/common';
import { Catalog } from './catalog.ts';
import { CatalogController } from './catalog.controller.ts';
import { CatalogStore } from './catalog.store.ts';
import { LoadContent } from './load-content.ts';

@Module({
  controllers: [CatalogController],
  providers: [CatalogStore, Catalog, LoadContent],
  exports: [Catalog, LoadContent],
})
export class CatalogModule {}
