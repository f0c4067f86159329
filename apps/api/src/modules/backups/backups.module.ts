import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { AskForBackup } from './ask-for-backup.ts';
import { BackupsController } from './backups.controller.ts';
import { BackupsQueries } from './backups.queries.ts';
import { BackupsStore } from './backups.store.ts';
import { RunBackups } from './run-backups.ts';

@Module({
  imports: [IdentityModule],
  controllers: [BackupsController],
  providers: [BackupsStore, BackupsQueries, RunBackups, AskForBackup],
})
export class BackupsModule {}
