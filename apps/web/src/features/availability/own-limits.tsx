import { NumberInput, SimpleGrid, Text } from '@mantine/core';
import { bookingLimits, type BookingLimits } from '@dryrun/domain/scheduling/mentor-limits';
import type { HoursBatch } from './hours-batch.ts';
import type { HoursEditor } from './use-hours-editor.ts';

interface OwnLimitsProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change' | 'isMine'>;
  batches: readonly HoursBatch[];
}

interface Limit {
  field: keyof BookingLimits;
  label: string;
  /** How many of the stored unit one shown unit is. */
  unit: number;
  suffix: string;
  max: number;
  min?: number;
}

const LIMITS: readonly Limit[] = [
  { field: 'bufferBeforeMinutes', label: 'Free before a mock', unit: 1, suffix: ' min', max: 240 },
  { field: 'bufferAfterMinutes', label: 'Free after a mock', unit: 1, suffix: ' min', max: 240 },
  { field: 'noticeMinutes', label: 'Booked at least ahead', unit: 60, suffix: ' h', max: 336 },
  { field: 'stepMinutes', label: 'Offer a start every', unit: 1, suffix: ' min', max: 240, min: 5 },
  { field: 'maxPerDay', label: 'Mocks a day at most', unit: 1, suffix: '', max: 24, min: 1 },
  { field: 'maxPerWeek', label: 'Mocks a week at most', unit: 1, suffix: '', max: 100, min: 1 },
];

/** What the mentor asks for beyond the rules of their batches; each field says what counts. */
export function OwnLimits({ editor: { form, faults, change, isMine }, batches }: OwnLimitsProps) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" className="measure">
        {isMine ? 'You can be stricter than your batch' : 'They can be stricter than the batch'}, never laxer. Leave a
        field empty to go by the batch.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {LIMITS.map(({ field, label, unit, suffix, max, min = 0 }) => {
          const own = form.limits[field];
          return (
            <NumberInput
              key={field}
              label={label}
              description={descriptionOf(field, own, batches, (value) => `${value / unit}${suffix}`)}
              value={own === null ? '' : own / unit}
              onChange={(value) =>
                change(`limits.${field}`, {
                  ...form,
                  limits: { ...form.limits, [field]: typeof value === 'number' ? Math.round(value * unit) : null },
                })
              }
              error={faults.get(`limits.${field}`)}
              min={min}
              max={max}
              suffix={suffix}
              allowDecimal={unit > 1}
              decimalScale={1}
              allowNegative={false}
              placeholder="as the batch"
            />
          );
        })}
      </SimpleGrid>
    </>
  );
}

/** "Batch 01: 10 min", and which of the two counts when both say something. */
function descriptionOf(
  field: keyof BookingLimits,
  own: number | null,
  batches: readonly HoursBatch[],
  words: (value: number) => string,
): string {
  return batches
    .map(({ name, policy }) => {
      const rule = words(bookingLimits(policy)[field]);
      const isLaxer = own !== null && bookingLimits(policy, { [field]: own })[field] !== own;
      const where = batches.length === 1 ? 'Your batch' : name;
      return isLaxer ? `${where} is stricter: ${rule} counts.` : `${where}: ${rule}.`;
    })
    .join(' ');
}
