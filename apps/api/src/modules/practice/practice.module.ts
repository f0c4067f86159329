import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.ts';
import { Practice } from './practice.ts';
import { PracticeStore } from './practice.store.ts';
import { RecordAskedQuestions } from './record-asked-questions.ts';

@Module({ imports: [CatalogModule], providers: [PracticeStore, Practice, RecordAskedQuestions], exports: [Practice] })
export class PracticeModule {}
