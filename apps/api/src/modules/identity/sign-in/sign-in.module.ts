import { Module } from '@nestjs/common';
import { SessionSource } from '../../../platform/auth/open-session.ts';
import { SessionStore } from './session.store.ts';
import { Sessions } from './sessions.ts';

/** Ways to sign in and what a session is worth. Part of identity; other modules see `Sessions` through its index. */
@Module({
  providers: [SessionStore, Sessions, { provide: SessionSource, useExisting: Sessions }],
  exports: [Sessions, SessionSource],
})
export class SignInModule {}
