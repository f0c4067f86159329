import { Module } from '@nestjs/common';
import { ActorSource } from '../../platform/auth/actor-guard.ts';
import { DemoSignIn } from './demo-sign-in.ts';
import { Identity } from './identity.ts';
import { IdentityController } from './identity.controller.ts';
import { IdentityQueries } from './identity.queries.ts';
import { IdentityStore } from './identity.store.ts';
import { UpdateMe } from './update-me.ts';

@Module({
  controllers: [IdentityController],
  providers: [IdentityStore, IdentityQueries, Identity, UpdateMe, DemoSignIn, { provide: ActorSource, useExisting: Identity }],
  exports: [Identity, ActorSource],
})
export class IdentityModule {}
