import { Group, NativeSelect } from '@mantine/core';
import type { z } from 'zod';
import { QUESTION_KINDS } from '@dryrun/contracts/content-bodies';
import type { BankQuery } from '@dryrun/contracts/study.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { KIND_LABELS } from './study-words.ts';

type Filters = z.infer<typeof BankQuery>;

interface BankFiltersProps {
  filters: Filters;
  tracks: readonly { slug: string; title: string }[];
  change: (filters: Filters) => void;
}

/** Track, level and kind; "all" leaves the filter out of the address. */
export function BankFilters({ filters, tracks, change }: BankFiltersProps) {
  const select = (label: string, key: keyof Filters, all: string, options: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={filters[key] ?? ''}
      onChange={(event) => change({ ...filters, [key]: event.currentTarget.value || undefined })}
      data={[{ value: '', label: all }, ...options]}
      style={{ flex: '1 1 9rem' }}
    />
  );
  return (
    <Group gap="sm" align="end">
      {select(
        'Track',
        'track',
        'All tracks',
        tracks.map((t) => ({ value: t.slug, label: t.title })),
      )}
      {select(
        'Level',
        'level',
        'All levels',
        LEVELS.map((value) => ({ value, label: LEVEL_LABELS[value] })),
      )}
      {select(
        'Kind',
        'kind',
        'All kinds',
        QUESTION_KINDS.map((value) => ({ value, label: KIND_LABELS[value] })),
      )}
    </Group>
  );
}
