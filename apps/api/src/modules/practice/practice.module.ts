import { Module } from '@nestjs/common';
import { Practice } from './practice.ts';
import { PracticeStore } from './practice.store.ts';
import { RecordAskedQuestions } from './record-asked-questions.ts';

@Module({ providers: [PracticeStore, Practice, RecordAskedQuestions], exports: [Practice] })
export class PracticeModule {}
