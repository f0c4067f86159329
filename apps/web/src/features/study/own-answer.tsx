import type { FormEvent } from 'react';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { AttemptBody } from '@dryrun/contracts/study.contract';
import { useStoredText } from '../../platform/use-stored-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface OwnAnswerProps {
  /** Where the draft is kept in this browser; names its owner. */
  draftKey: string;
  submit: (answer: string) => void;
  reveal: () => void;
  isBusy: boolean;
  error: Error | null;
}

/** The learner commits to an answer before reading ours, or decides not to. */
export function OwnAnswer({ draftKey, submit, reveal, isBusy, error }: OwnAnswerProps) {
  const [draft, keep] = useStoredText(draftKey);
  const valid = AttemptBody.safeParse({ answer: draft });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (valid.success) submit(valid.data.answer);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        <Textarea
          label="Your answer"
          description="In your own words, as you would say it. Only you can read it; what you type is kept in this browser."
          value={draft}
          onChange={(event) => keep(event.currentTarget.value)}
          error={draft.trim() !== '' && !valid.success ? valid.error.issues[0]?.message : undefined}
          autosize
          minRows={6}
          maxRows={24}
        />
        {error && <ProblemNotice error={error} />}
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={!valid.success}>
            Submit and compare
          </Button>
          <Button variant="default" onClick={reveal} disabled={isBusy}>
            Show the answer without mine
          </Button>
        </Group>
        <Text size="sm" c="dimmed" className="measure">
          Once you have read it, your mocks ask this question last, and from another side.
        </Text>
      </Stack>
    </form>
  );
}
