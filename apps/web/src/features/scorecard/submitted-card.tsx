import type { ReactNode } from 'react';
import { Button, Stack } from '@mantine/core';
import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { differencesOf } from './card-differences.ts';
import { formOf, type ScorecardForm } from './scorecard-form.ts';

interface SubmittedCardProps {
  view: ScorecardView;
  /** Words of this screen that are not in the submitted card. */
  leftover: ScorecardForm | null;
  onDropLeftover: () => void;
  /** The card as the learner reads it. */
  children: ReactNode;
}

/** A card that was handed in: what happens now, and what it says. */
export function SubmittedCard({ view, leftover, onDropLeftover, children }: SubmittedCardProps) {
  const first = view.learner.name.split(' ')[0];
  return (
    <Stack gap="lg">
      <Notice
        tone="good"
        isLive
        title={
          view.submittedAt === null ? (
            'Submitted'
          ) : (
            <>
              Submitted <TimeText at={view.submittedAt} />
            </>
          )
        }
        actions={
          <ButtonLink to="/today" variant="default">
            Back to Today
          </ButtonLink>
        }
      >
        {view.state === 'released'
          ? `${first} can read it now.`
          : `It opens for ${first} once they have given or skipped their prediction, at the latest a day after you submitted it.`}
      </Notice>
      {leftover && (
        <Notice
          tone="warning"
          isLive
          title="Not part of what was submitted"
          actions={
            <Button variant="default" onClick={onDropLeftover}>
              Remove these words
            </Button>
          }
        >
          The card was submitted in another tab or on another device before this could be saved. Copy what you still
          need:
          <ul>
            {differencesOf(leftover, formOf(view), view).map(({ place, title, mine }) => (
              <li key={place}>
                <strong>{title}</strong>: {mine.join(' · ') || 'nothing'}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {view.isWithheld && (
        <Notice title="Ratings are kept from you for now">
          You will interview {first} again, or owe them another scorecard. Ratings, key points and your note open again
          once that one is submitted, so that they do not colour it.
        </Notice>
      )}
      {children}
    </Stack>
  );
}
