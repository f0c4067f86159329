import { useState } from 'react';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { GoalBody } from '@dryrun/contracts/interviews.contract';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TickCards } from './tick-cards.tsx';
import { useJoining } from './use-waitlist.ts';
import { DAY_CHOICES, PART_CHOICES, wishProblems, type Wish } from './wish.ts';

interface WishFormProps {
  batchId: string;
  goal: GoalBody;
  /** What it begins with. */
  wish: Wish;
  label: string;
  onDone?: () => void;
  onCancel?: () => void;
}

/** When somebody could come; sending it puts them on the waitlist, or changes what they wait for. */
export function WishForm({ batchId, goal, wish: atFirst, label, onDone, onCancel }: WishFormProps) {
  const [wish, setWish] = useState(atFirst);
  const [isTried, setTried] = useState(false);
  const { timeZone } = useZone();
  const now = useNow(60_000);
  const joining = useJoining();
  const found = wishProblems(wish, now, timeZone);
  const problems = isTried ? found : {};
  const change = (changes: Partial<Wish>) => setWish((old) => ({ ...old, ...changes }));
  const send = () => {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    joining.mutate({ params: { batchId }, body: { goal, ...wish } }, { onSuccess: () => onDone?.() });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-start">
          <TextInput
            type="date"
            label="From"
            value={wish.fromOn}
            onChange={(event) => change({ fromOn: event.currentTarget.value })}
            error={problems.fromOn}
          />
          <TextInput
            type="date"
            label="Until"
            value={wish.untilOn}
            onChange={(event) => change({ untilOn: event.currentTarget.value })}
            error={problems.untilOn}
          />
        </Group>
        <TickCards
          label="Days that suit you"
          choices={DAY_CHOICES}
          values={wish.weekdays}
          onChange={(weekdays) => change({ weekdays })}
          problem={problems.weekdays ?? null}
        />
        <TickCards
          label="Times of day"
          choices={PART_CHOICES}
          values={wish.parts}
          onChange={(parts) => change({ parts })}
          problem={problems.parts ?? null}
        />
        {joining.error && <ProblemNotice error={joining.error} />}
        <Group gap="xs">
          <Button type="submit" loading={joining.isPending}>
            {label}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel} disabled={joining.isPending}>
              Leave it as it is
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
