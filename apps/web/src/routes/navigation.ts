import type { MeView } from '@dryrun/contracts/identity.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBook2 from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs';
import IconCalendarWeek from '@tabler/icons-react/dist/esm/icons/IconCalendarWeek.mjs';
import IconChartLine from '@tabler/icons-react/dist/esm/icons/IconChartLine.mjs';
import IconClockEdit from '@tabler/icons-react/dist/esm/icons/IconClockEdit.mjs';
import IconIdBadge2 from '@tabler/icons-react/dist/esm/icons/IconIdBadge2.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconMailForward from '@tabler/icons-react/dist/esm/icons/IconMailForward.mjs';
import IconMessages from '@tabler/icons-react/dist/esm/icons/IconMessages.mjs';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconUserShield from '@tabler/icons-react/dist/esm/icons/IconUserShield.mjs';
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import { batchesAs, rolesOf } from '../platform/session.ts';
import type { NavItem } from '../ui/app-shell.tsx';
import { rolesInWords } from '../ui/role-words.ts';

/** Roles that oversee a batch. */
export const STAFF: readonly Role[] = ['leadMentor', 'cohortAdmin', 'academyAdmin'];

/** Who finds what in the navigation, in order. Somebody with several roles finds all of theirs. */
const NAVIGATION: readonly { for: readonly Role[]; items: (me: MeView) => NavItem[] }[] = [
  { for: ['learner', 'mentor', 'academyAdmin'], items: () => [{ to: '/today', label: 'Today', icon: IconSun }] },
  { for: ['learner'], items: () => [{ to: '/book', label: 'Book', icon: IconCalendarPlus }] },
  { for: ['mentor'], items: () => [{ to: '/calendar', label: 'Week', icon: IconCalendarWeek }] },
  { for: ['mentor'], items: () => [{ to: '/availability', label: 'Availability', icon: IconClockEdit }] },
  { for: ['learner', 'mentor'], items: () => [{ to: '/interviews', label: 'Mocks', icon: IconMessages }] },
  {
    for: ['learner', 'mentor', 'leadMentor', 'contentEditor'],
    items: () => [
      { to: '/roadmap', label: 'Study', icon: IconBook2, covers: ['/bank', '/case-studies', '/playbooks'] },
    ],
  },
  { for: ['learner'], items: () => [{ to: '/progress', label: 'Progress', icon: IconChartLine }] },
  { for: STAFF, items: batchItems },
  {
    for: ['academyAdmin'],
    items: () => [{ to: '/academy', label: 'Academy', icon: IconBuilding, covers: ['/batches/new', '/start'] }],
  },
];

export function navigationOf(me: MeView): NavItem[] {
  const roles = rolesOf(me);
  return NAVIGATION.filter((entry) => entry.for.some((role) => roles.has(role))).flatMap((entry) => entry.items(me));
}

/** Pages about the person themselves, in the person's menu. */
export function personLinksOf(me: MeView): NavItem[] {
  return [
    { to: '/outbox', label: 'Messages for you', icon: IconMail },
    { to: '/account/batches', label: 'My batches', icon: IconIdBadge2 },
    { to: '/account/data', label: 'My data', icon: IconUserShield },
    { to: '/audit', label: 'Log', icon: IconHistory },
    { to: '/account/notifications', label: 'Notifications and calendar', icon: IconBell },
    { to: '/account/security', label: 'Security', icon: IconShieldLock },
    ...(overseesOutbox(me) ? [{ to: '/outbox/all', label: 'Outbox', icon: IconMailForward }] : []),
    ...(me.academyRoles.includes('academyAdmin') ? [{ to: '/settings', label: 'Settings', icon: IconSettings }] : []),
  ];
}

/** Batches that the person oversees: all of the academy for its admin. */
export function overseenBatches(me: MeView): MeView['batches'] {
  if (me.academyRoles.includes('academyAdmin')) return me.batches;
  return me.batches.filter((batch) => batch.roles.some((role) => STAFF.includes(role)));
}

/** Batches whose outbox the person may look into. */
export function outboxBatches(me: MeView): MeView['batches'] {
  return me.academyRoles.includes('academyAdmin') ? me.batches : batchesAs(me, 'cohortAdmin');
}

export function overseesOutbox(me: MeView): boolean {
  return me.academyRoles.includes('academyAdmin') || outboxBatches(me).length > 0;
}

/** More would not fit the bar of a phone. */
const MOST_IN_NAVIGATION = 2;

function batchItems(me: MeView): NavItem[] {
  const batches = overseenBatches(me);
  // An academy admin finds many batches on the page of the academy.
  if (batches.length > MOST_IN_NAVIGATION && me.academyRoles.includes('academyAdmin')) return [];
  return batches.map((batch) => ({
    to: `/batches/${batch.id}`,
    label: batches.length === 1 ? 'Batch' : batch.name,
    icon: IconUsersGroup,
  }));
}

/** "Mentor, Lead mentor" */
export function roleWords(me: MeView): string {
  return rolesInWords([...rolesOf(me)]) || 'No role yet';
}
