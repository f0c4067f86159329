import { Group, NativeSelect, TextInput } from '@mantine/core';

export interface AuditFilter {
  batchId?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

const FAMILIES: readonly (readonly [string, string])[] = [
  ['', 'Everything'],
  ['interview', 'Mocks'],
  ['scorecard', 'Scorecards'],
  ['feedback', 'Feedback, also reading it'],
  ['enrolment', 'Places in a batch'],
  ['grant', 'Roles'],
  ['invitation', 'Invitations'],
  ['policy', 'Rules of a batch'],
  ['availability', 'Hours'],
  ['person', 'Accounts'],
  ['data', 'Data taken away'],
];

interface AuditFiltersProps {
  filter: AuditFilter;
  batches: readonly { id: string; name: string }[];
  onChange: (filter: AuditFilter) => void;
}

/** Which lines to show; the choice lives in the address. */
export function AuditFilters({ filter, batches, onChange }: AuditFiltersProps) {
  const set = (name: keyof AuditFilter) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...filter, [name]: event.currentTarget.value || undefined });
  return (
    <Group gap="md" align="end" role="search" aria-label="Filter the log">
      {batches.length > 1 && (
        <NativeSelect
          label="Batch"
          value={filter.batchId ?? ''}
          onChange={set('batchId')}
          data={[{ value: '', label: 'All' }, ...batches.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <NativeSelect
        label="What"
        value={filter.action ?? ''}
        onChange={set('action')}
        data={FAMILIES.map(([value, label]) => ({ value, label }))}
      />
      <TextInput label="From" type="date" value={filter.from ?? ''} onChange={set('from')} />
      <TextInput label="Until" type="date" value={filter.until ?? ''} onChange={set('until')} />
    </Group>
  );
}
