import { useId, useState } from 'react';
import { Button, List, Stack, Text, TextInput } from '@mantine/core';
import type { ErasureView } from '@dryrun/contracts/privacy.contract';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface ErasePanelProps {
  erasure: ErasureView;
  error: Error | null;
  isPending: boolean;
  onErase: (confirmation: string) => void;
}

/** Erasing one's account: what it means in numbers, and the name typed as the only way to do it. */
export function ErasePanel({ erasure, error, isPending, onErase }: ErasePanelProps) {
  const [typed, setTyped] = useState('');
  const hint = useId();
  const { confirmation, comingMocks, owedScorecards, isLastAcademyAdmin } = erasure;
  return (
    <Panel title="Erase your account">
      <Stack gap="sm" align="start" className="measure">
        <Text>This cannot be undone. You are signed out everywhere at once, and:</Text>
        <List>
          <List.Item>Your name, address, goals, practice and messages are deleted.</List.Item>
          <List.Item>
            Ratings stay without your name and without any text, so that the numbers of your batch stay right.
          </List.Item>
          <List.Item>Feedback that you wrote as a mentor stays with its learners, without your name.</List.Item>
          {comingMocks > 0 && (
            <List.Item>
              {comingMocks === 1 ? 'One coming mock is' : `${comingMocks} coming mocks are`} cancelled, and the other
              person is told.
            </List.Item>
          )}
        </List>
        {owedScorecards > 0 && (
          <Notice
            tone="warning"
            title={owedScorecards === 1 ? 'You owe a scorecard' : `You owe ${owedScorecards} scorecards`}
          >
            Those learners will never get their feedback. Please finish it first.
          </Notice>
        )}
        {isLastAcademyAdmin ? (
          <Notice tone="warning" title="You are the only academy admin">
            Nobody could run the academy without you. Make somebody else an academy admin first.
          </Notice>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onErase(typed);
            }}
          >
            <Stack gap="sm" align="start">
              <TextInput
                label="Type your name to confirm"
                description={<span id={hint}>{confirmation}</span>}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                autoComplete="off"
              />
              {error && <ProblemNotice error={error} />}
              <Button type="submit" color="red" loading={isPending} disabled={typed.trim() !== confirmation}>
                Erase my account for good
              </Button>
            </Stack>
          </form>
        )}
      </Stack>
    </Panel>
  );
}
