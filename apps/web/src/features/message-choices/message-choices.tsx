import { Checkbox, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { messageChoiceEndpoints, type MessageChoicesView } from '@dryrun/contracts/message-choices.contract';
import { OPTIONAL_MESSAGES, type OptionalMessage } from '@dryrun/domain/notifications/message-choices';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

const WORDS: Record<OptionalMessage, string> = {
  day_before: 'A reminder a day before a mock',
  hour_before: 'A reminder an hour before a mock',
  feedback: 'That feedback for me is ready',
  requests: 'When somebody asks me something about a mock',
  duties: 'Reminders of feedback that I owe',
};

/** What to be told, and when. Every tick is saved at once. */
export function MessageChoices({ view }: { view: MessageChoicesView }) {
  const queryClient = useQueryClient();
  const { queryKey } = endpointQuery(messageChoiceEndpoints.choices, {});
  const save = useEndpointMutation(messageChoiceEndpoints.choose, {
    onSuccess: (answer) => void queryClient.setQueryData(queryKey, answer),
    invalidates: [messageChoiceEndpoints.choices],
  });
  const shown = save.isPending ? save.variables.body : view;
  const choose = (change: Partial<MessageChoicesView>) => save.mutate({ body: { ...shown, ...change } });
  return (
    <Stack gap={0}>
      <Text mb="xs">
        You are always told when a mock of yours is booked, moved or cancelled, and what concerns the safety of your
        account.
      </Text>
      {OPTIONAL_MESSAGES.map((kind) => (
        <Checkbox
          key={kind}
          py="0.625rem"
          label={WORDS[kind]}
          checked={!shown.muted.includes(kind)}
          disabled={save.isPending}
          onChange={(event) =>
            choose({
              muted: event.currentTarget.checked
                ? shown.muted.filter((other) => other !== kind)
                : [...shown.muted, kind],
            })
          }
        />
      ))}
      <Checkbox
        py="0.625rem"
        label="Quiet at night, by my clock"
        description="From 10 pm to 8 am, or as the rules of your batch say. What can wait comes in the morning. A mock that is close, and the reminder an hour before, do not wait."
        checked={shown.hasQuietHours}
        disabled={save.isPending}
        onChange={(event) => choose({ hasQuietHours: event.currentTarget.checked })}
      />
      {save.error && <ProblemNotice error={save.error} />}
    </Stack>
  );
}
