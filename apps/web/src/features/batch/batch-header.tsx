import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { endpointQuery } from '../../platform/endpoint-query.ts';
import { TextLink } from '../../ui/links.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { BatchTabs } from './batch-tabs.tsx';

interface BatchHeaderProps {
  batchId: string;
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
}

/** The head of a page of one batch: its name leads to the overview, the tabs to its other pages. */
export function BatchHeader({ batchId, ...rest }: BatchHeaderProps) {
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  return (
    <>
      <PageHeader
        eyebrow={
          <TextLink to="/batches/$batchId" params={{ batchId }}>
            {batch.data?.name ?? 'Batch'}
          </TextLink>
        }
        {...rest}
      />
      <BatchTabs batchId={batchId} />
    </>
  );
}
