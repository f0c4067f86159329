import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import {
  schedulingEndpoints,
  type AvailabilityBody,
  type HoursPreviewView,
} from '@dryrun/contracts/scheduling.contract';
import { call } from '../../platform/api-client.ts';
import { bodyOf, type HoursForm } from './hours-form.ts';

/** Which learners and which mock the preview is for. */
export interface PreviewFor {
  batchId: string;
  minutes: number;
}

const PAUSE_MS = 500;

function previewQuery({ batchId, minutes }: PreviewFor, hours: AvailabilityBody) {
  return queryOptions({
    queryKey: ['hours preview', batchId, minutes, JSON.stringify(hours)] as const,
    queryFn: ({ signal }): Promise<HoursPreviewView> =>
      call(schedulingEndpoints.previewMyAvailability, { body: { batchId, minutes, hours } }, { signal }),
    staleTime: 30_000,
    retry: false,
  });
}

/** What the server's slot engine makes of the hours on the screen, a moment after the last change; null: nobody to ask for. */
export function useHoursPreview(wanted: PreviewFor | null, form: HoursForm, hasFaults: boolean) {
  const queryClient = useQueryClient();
  const [settled] = useDebouncedValue(form, PAUSE_MS);
  const isAsked = wanted !== null && !hasFaults;
  const query = useQuery({
    ...previewQuery(wanted ?? { batchId: '', minutes: 0 }, bodyOf(settled, 0)),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  return {
    seen: isAsked ? (query.data ?? null) : null,
    isBehind: isAsked && (query.isFetching || settled !== form),
    /** The answer for exactly this form; null when nobody answers. */
    askNow: (now: HoursForm): Promise<HoursPreviewView | null> =>
      wanted === null
        ? Promise.resolve(null)
        : queryClient.fetchQuery(previewQuery(wanted, bodyOf(now, 0))).catch(() => null),
  };
}
