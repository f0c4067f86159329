import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { BankQueries } from './bank.queries.ts';
import { OpenAnswer } from './open-answer.ts';
import { PracticeController } from './practice.controller.ts';
import { PracticePolicy } from './practice.policy.ts';
import { Practice } from './practice.ts';
import { PracticeStore } from './practice.store.ts';
import { RecordAskedQuestions } from './record-asked-questions.ts';

@Module({
  imports: [CatalogModule],
  controllers: [PracticeController],
  providers: [PracticeStore, PracticePolicy, Practice, BankQueries, OpenAnswer, RecordAskedQuestions],
  exports: [Practice],
})
export class PracticeModule {}
