import type { WaitlistOfferView } from '@dryrun/contracts/waitlist.contract';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OfferFacts } from './offer-card.tsx';

const WORDS = {
  accepted: { tone: 'good', title: 'You took this time', text: 'The mock is booked.' },
  declined: {
    tone: 'info',
    title: 'You left this time to the next one',
    text: 'Nothing was booked, and you keep waiting for other times.',
  },
  expired: {
    tone: 'warning',
    title: 'This time is no longer kept for you',
    text: 'It went to the next one who waits. Nothing was booked; you are asked again when another time fits.',
  },
  withdrawn: {
    tone: 'info',
    title: 'This time is no longer kept for you',
    text: 'Something about you, the mentor or the batch changed in the meantime. Nothing was booked.',
  },
} as const;

/** An offer that can no longer be answered: what became of it, and where to go from here. */
export function OfferOver({ offer }: { offer: WaitlistOfferView }) {
  if (offer.ended === null) return null;
  const { tone, title, text } = WORDS[offer.ended];
  return (
    <>
      <Notice
        tone={tone}
        title={title}
        isLive
        actions={
          offer.interviewId !== null ? (
            <ButtonLink to="/interviews/$interviewId" params={{ interviewId: offer.interviewId }}>
              Open the mock
            </ButtonLink>
          ) : (
            <ButtonLink to="/book" search={{ batch: offer.batch.id }} variant="default">
              See open times
            </ButtonLink>
          )
        }
      >
        {text}
      </Notice>
      <Panel title="The time" tone="quiet">
        <OfferFacts offer={offer} />
      </Panel>
    </>
  );
}
