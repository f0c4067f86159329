import { Module } from '@nestjs/common';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { AuditNames } from './audit-names.ts';
import { ErasePerson } from './erase-person.ts';
import { ErasureNews } from './erasure-news.ts';
import { PrivacyController } from './privacy.controller.ts';
import { PrivacyPolicy } from './privacy.policy.ts';
import { PrivacyQueries } from './privacy.queries.ts';
import { PrivacyStore } from './privacy.store.ts';

@Module({
  imports: [IdentityModule, CohortsModule],
  controllers: [PrivacyController],
  providers: [PrivacyStore, PrivacyPolicy, PrivacyQueries, AuditNames, ErasePerson, ErasureNews],
})
export class PrivacyModule {}
