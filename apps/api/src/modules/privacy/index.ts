/** What is stored about a person: taking it away, erasing it, and the audit of who did what. */
export { PrivacyModule } from './privacy.module.ts';
