import { useQuery } from '@tanstack/react-query';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import { endpointQuery } from '../../platform/endpoint-query.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { claimSentence } from './outcome-words.ts';

/** On Today: what others say became of mocks of mine, until I have answered. */
export function ClaimsToAnswer() {
  const claims = useQuery(endpointQuery(outcomeEndpoints.myClaims, {}));
  return claims.data?.items.map(
    ({ interview, outcome: { claim } }) =>
      claim && (
        <Notice
          key={interview.id}
          tone="warning"
          title={claimSentence(interview, claim)}
          actions={
            <ButtonLink to="/interviews/$interviewId" params={{ interviewId: interview.id }}>
              Say how it was
            </ButtonLink>
          }
        >
          Your mock of <TimeText at={interview.startsAt} />. If you say nothing by <TimeText at={claim.answerDueAt} />,
          it counts as they say.
        </Notice>
      ),
  );
}
