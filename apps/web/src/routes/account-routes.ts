import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { optional } from './root-route.ts';
import { inside } from './signed-in-route.ts';

/* A person's own account, and the academy's settings. */

const mailSettings = createRoute({
  ...inside,
  path: '/settings/mail',
  component: lazyRouteComponent(() => import('./mail-settings.route.tsx'), 'MailSettingsPage'),
});

const backupSettings = createRoute({
  ...inside,
  path: '/settings/backups',
  component: lazyRouteComponent(() => import('./backup-settings.route.tsx'), 'BackupSettingsPage'),
});

const settings = createRoute({
  ...inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings.route.tsx'), 'SettingsPage'),
});

const accountData = createRoute({
  ...inside,
  path: '/account/data',
  component: lazyRouteComponent(() => import('./account-data.route.tsx'), 'AccountDataPage'),
});

const accountBatches = createRoute({
  ...inside,
  path: '/account/batches',
  component: lazyRouteComponent(() => import('./account-batches.route.tsx'), 'AccountBatchesPage'),
});

const audit = createRoute({
  ...inside,
  path: '/audit',
  validateSearch: z.object({
    of: optional(z.enum(['mine', 'overseen'])),
    batchId: optional(z.uuid()),
    action: optional(z.string().max(60)),
    from: optional(z.iso.date()),
    until: optional(z.iso.date()),
  }),
  component: lazyRouteComponent(() => import('./audit.route.tsx'), 'AuditPage'),
});

const signInSettings = createRoute({
  ...inside,
  path: '/settings/sign-in',
  component: lazyRouteComponent(() => import('./sign-in-settings.route.tsx'), 'SignInSettingsPage'),
});

const accountSecurity = createRoute({
  ...inside,
  path: '/account/security',
  component: lazyRouteComponent(() => import('./account-security.route.tsx'), 'AccountSecurityPage'),
});

const accountAddress = createRoute({
  ...inside,
  path: '/account/address',
  component: lazyRouteComponent(() => import('./account-address.route.tsx'), 'AccountAddressPage'),
});

export const accountRoutes = [
  settings,
  mailSettings,
  backupSettings,
  signInSettings,
  audit,
  accountBatches,
  accountData,
  accountSecurity,
  accountAddress,
] as const;
