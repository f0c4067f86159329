import { Module } from '@nestjs/common';
import { DemoSignIn } from './demo-sign-in.ts';
import { Identity } from './identity.ts';
import { IdentityController } from './identity.controller.ts';
import { IdentityQueries } from './identity.queries.ts';
import { IdentityStore } from './identity.store.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { UpdateMe } from './update-me.ts';

@Module({
  imports: [SignInModule],
  controllers: [IdentityController],
  providers: [IdentityStore, IdentityQueries, Identity, UpdateMe, DemoSignIn],
  exports: [Identity, SignInModule],
})
export class IdentityModule {}
