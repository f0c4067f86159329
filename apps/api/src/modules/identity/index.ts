/** People, sign-in sessions and grants. Knows nothing of what a batch contains. */
export { IdentityModule } from './identity.module.ts';
export { Identity, type Addressee, type Person } from './identity.ts';
export { Sessions, type SigningBrowser } from './sign-in/sessions.ts';
