import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { fieldError } from '../../platform/field-errors.ts';
import { localDateOf } from '../../platform/time.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ZoneSelect } from '../../ui/zone-select.tsx';

/** What the form holds: the calendar and seats of a batch. */
export interface BatchFields {
  name: string;
  focus: string;
  startsOn: string;
  weeks: number;
  timeZone: string;
  capacity: number | null;
}

/** What is only asked when a batch is made; afterwards these are among its rules. */
export interface FirstRules {
  mocksPerWeek: number;
  noticeMinutes: number;
  iInterview: boolean;
}

export function newBatch(timeZone: string, now: number): BatchFields {
  return { name: '', focus: '', startsOn: localDateOf(now, timeZone), weeks: 12, timeZone, capacity: null };
}

export const FIRST_RULES: FirstRules = { mocksPerWeek: 1, noticeMinutes: 12 * 60, iInterview: false };

interface BatchFormProps {
  first: BatchFields;
  /** Asked for when the batch is made; null when it is changed. */
  rules: FirstRules | null;
  submitLabel: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (fields: BatchFields, rules: FirstRules) => void;
}

const NOTICES = [
  { value: '0', label: 'None: until the last minute' },
  { value: '120', label: '2 hours before' },
  { value: '720', label: '12 hours before (usual for people who work)' },
  { value: '1440', label: 'A day before' },
];

/** A batch: what it is called, when it runs, how many it seats. */
export function BatchForm({ first, rules: firstRules, submitLabel, isPending, error, onSubmit }: BatchFormProps) {
  const [fields, setFields] = useState(first);
  const [rules, setRules] = useState(firstRules ?? FIRST_RULES);
  const change = (changed: Partial<BatchFields>) => setFields({ ...fields, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(fields, rules);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name of the batch"
          placeholder="Batch 01"
          required
          withAsterisk={false}
          maxLength={80}
          value={fields.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fieldError(error, 'name')}
        />
        <TextInput
          label="What it prepares for"
          description="One line that learners read. You can leave it empty."
          placeholder="Senior DevOps and SRE interviews"
          maxLength={200}
          value={fields.focus}
          onChange={(event) => change({ focus: event.currentTarget.value })}
          error={fieldError(error, 'focus')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="First day"
            description="Its week is week 1."
            type="date"
            required
            withAsterisk={false}
            value={fields.startsOn}
            onChange={(event) => change({ startsOn: event.currentTarget.value })}
            error={fieldError(error, 'startsOn')}
          />
          <NumberInput
            label="Weeks"
            description="How long it runs."
            min={1}
            max={104}
            allowDecimal={false}
            required
            withAsterisk={false}
            value={fields.weeks}
            onChange={(weeks) => change({ weeks: Number(weeks) || 1 })}
            error={fieldError(error, 'weeks')}
          />
          <ZoneSelect
            label="Time zone of the batch"
            description="Its weeks begin on Monday here."
            value={fields.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            error={fieldError(error, 'timeZone')}
          />
          <NumberInput
            label="Seats"
            description="Empty: as many as come."
            min={1}
            max={1000}
            allowDecimal={false}
            value={fields.capacity ?? ''}
            onChange={(seats) => change({ capacity: seats === '' ? null : Number(seats) })}
            error={fieldError(error, 'capacity')}
          />
        </SimpleGrid>
        {firstRules && <RuleFields rules={rules} onChange={setRules} />}
        {error && <ProblemNotice error={error} />}
        <Group>
          <Button type="submit" loading={isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RuleFields({ rules, onChange }: { rules: FirstRules; onChange: (rules: FirstRules) => void }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label="Mocks a week for each learner"
          min={1}
          max={7}
          allowDecimal={false}
          value={rules.mocksPerWeek}
          onChange={(mocks) => onChange({ ...rules, mocksPerWeek: Number(mocks) || 1 })}
        />
        <NativeSelect
          label="A mock can be booked"
          data={NOTICES}
          value={String(rules.noticeMinutes)}
          onChange={(event) => onChange({ ...rules, noticeMinutes: Number(event.currentTarget.value) })}
        />
      </SimpleGrid>
      <Checkbox
        label="I interview too"
        description="You become a mentor of this batch, in every track and level. Right for a one-trainer academy."
        checked={rules.iInterview}
        onChange={(event) => onChange({ ...rules, iInterview: event.currentTarget.checked })}
      />
    </>
  );
}
