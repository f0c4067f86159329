import { useState, type FormEvent } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { ProblemError } from '../../platform/api-client.ts';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** For the mentor: another place for this mock than the usual one. */
export function MeetingLink({ interview }: { interview: InterviewView }) {
  const { id, meetingUrl, hasOwnMeetingUrl, state, viewerIs } = interview;
  const own = hasOwnMeetingUrl ? (meetingUrl ?? '') : '';
  const [url, setUrl] = useState(own);
  const set = useEndpointMutation(interviewEndpoints.setMeetingLink, {
    invalidates: [interviewEndpoints.get, interviewEndpoints.list],
  });
  if (viewerIs !== 'mentor' || (state !== 'scheduled' && state !== 'running')) return null;
  const save = (next: string) => {
    setUrl(next);
    set.mutate({ params: { interviewId: id }, body: { url: next.trim() } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== own) save(url);
  };
  const isFault = set.error instanceof ProblemError && set.error.problem.errors !== undefined;
  return (
    <Disclosure title={hasOwnMeetingUrl ? 'This mock has a link of its own' : 'Meet somewhere else this time'}>
      <form onSubmit={submit} noValidate>
        <Group align="end" gap="sm">
          <TextInput
            type="url"
            label="Link for this mock"
            placeholder="https://"
            value={url}
            onChange={(event) => {
              setUrl(event.currentTarget.value);
              if (set.isError) set.reset();
            }}
            error={isFault && 'Paste a link that begins with https://'}
            maxLength={500}
            style={{ flex: '1 1 16rem' }}
          />
          <Button type="submit" variant="default" loading={set.isPending} disabled={url.trim() === own}>
            Use it
          </Button>
          {hasOwnMeetingUrl && (
            <Button variant="subtle" color="gray" onClick={() => save('')} disabled={set.isPending}>
              Back to the usual link
            </Button>
          )}
        </Group>
      </form>
      {set.error && !isFault && <ProblemNotice error={set.error} />}
    </Disclosure>
  );
}
