import type { MeView } from '@dryrun/contracts/identity.contract';
import type { Role } from '@dryrun/domain/policy/resources';
import { useMe } from '../../platform/session.ts';
import { FilterLink, FilterLinks } from '../../ui/filter-links.tsx';
import classes from './batch-tabs.module.css';

function holds(me: MeView, batchId: string, roles: readonly Role[]): boolean {
  if (me.academyRoles.includes('academyAdmin')) return true;
  return me.batches.some((batch) => batch.id === batchId && batch.roles.some((role) => roles.includes(role)));
}

/** The pages of one batch, for whoever oversees it; people and settings for whoever runs it. */
export function BatchTabs({ batchId }: { batchId: string }) {
  const me = useMe();
  const isRunner = holds(me, batchId, ['cohortAdmin']);
  if (!isRunner && !holds(me, batchId, ['leadMentor'])) return null;
  const params = { batchId };
  return (
    <div className={classes.tabs}>
      <FilterLinks label="Pages of the batch">
        <FilterLink to="/batches/$batchId" params={params} activeOptions={{ exact: true, includeSearch: false }}>
          Overview
        </FilterLink>
        {isRunner && (
          <FilterLink to="/batches/$batchId/people" params={params}>
            People
          </FilterLink>
        )}
        <FilterLink to="/batches/$batchId/bookings" params={params} activeOptions={{ includeSearch: false }}>
          Bookings
        </FilterLink>
        <FilterLink to="/batches/$batchId/outcomes" params={params}>
          Outcomes
        </FilterLink>
        {isRunner && (
          <FilterLink to="/batches/$batchId/waitlist" params={params}>
            Waitlist
          </FilterLink>
        )}
        <FilterLink to="/batches/$batchId/policy" params={params}>
          Rules
        </FilterLink>
        {isRunner && (
          <FilterLink to="/batches/$batchId/settings" params={params}>
            Settings
          </FilterLink>
        )}
      </FilterLinks>
    </div>
  );
}
