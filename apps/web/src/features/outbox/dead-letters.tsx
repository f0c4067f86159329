import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { notificationEndpoints, type DeadLetterView } from '@dryrun/contracts/notifications.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './rows.module.css';

const KINDS: Record<DeadLetterView['kind'], string> = { event: 'News between modules', job: 'A job' };

/** Work inside Dryrun that failed for the last time: rarely any, and nothing of it is lost. */
export function DeadLetters() {
  const letters = useQuery(endpointQuery(notificationEndpoints.deadLetters, {}));
  const retry = useEndpointMutation(notificationEndpoints.retryDeadLetters, {
    invalidates: [notificationEndpoints.deadLetters],
  });
  const kinds = [...new Set(letters.data?.items.map((letter) => letter.kind))];
  return (
    <Panel
      title="Work that got stuck"
      actions={kinds.map((kind) => (
        <Button key={kind} variant="default" size="sm" onClick={() => retry.mutate({ body: { kind, id: null } })}>
          {kind === 'event' ? 'Try all news again' : 'Try all jobs again'}
        </Button>
      ))}
    >
      <Stack gap="sm">
        {retry.error && <ProblemNotice error={retry.error} />}
        <Loaded query={letters}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">Nothing is stuck.</Text>
            ) : (
              <ul className={classes.list} aria-label="Stuck work">
                {items.map((letter) => (
                  <li key={letter.id} className={classes.row}>
                    <div className={classes.words}>
                      <span className={classes.title}>{letter.name}</span>
                      <span className={classes.about}>
                        {KINDS[letter.kind]}, tried {letter.attempts} times, <TimeText at={letter.at} />
                      </span>
                      <span className={classes.error}>{letter.error}</span>
                    </div>
                    <Button
                      variant="default"
                      aria-label={`Try ${letter.name} again`}
                      loading={retry.isPending && retry.variables.body.id === letter.id}
                      onClick={() => retry.mutate({ body: { kind: letter.kind, id: letter.id } })}
                    >
                      Try again
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Stack>
    </Panel>
  );
}
