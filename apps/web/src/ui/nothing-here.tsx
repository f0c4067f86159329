import { EmptyState } from './empty-state.tsx';
import { ButtonLink } from './links.tsx';
import { PageHeader } from './page-header.tsx';

/** An address or an id that leads nowhere for this person; both look alike. */
export function NothingHere() {
  return (
    <>
      <PageHeader title="There is nothing here" />
      <EmptyState action={<ButtonLink to="/today">Go to Today</ButtonLink>}>
        Either this page does not exist, or it is not yours to see.
      </EmptyState>
    </>
  );
}
