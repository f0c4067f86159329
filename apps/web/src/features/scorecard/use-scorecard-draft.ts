import { useEffect, useState, useSyncExternalStore } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { feedbackEndpoints, type ScorecardView } from '@dryrun/contracts/feedback.contract';
import { call, isProblem } from '../../platform/api-client.ts';
import { callOnce, endpointKey, endpointQuery } from '../../platform/endpoint-query.ts';
import { meQuery } from '../../platform/session.ts';
import { DraftKeeper, type ScorecardWire } from './draft-keeper.ts';
import { offlineCopy } from './offline-copy.ts';

/**
 * The draft of one mock's scorecard and what keeps it. Mount it anew for another mock (`key={interviewId}`): a draft never
 * changes whose it is.
 */
export function useScorecardDraft(view: ScorecardView, raterId: string) {
  const queryClient = useQueryClient();
  const [keeper] = useState(
    () => new DraftKeeper(view, wireOf(queryClient, view.interviewId), offlineCopy(raterId, view.interviewId)),
  );
  useEffect(() => keeper.start(), [keeper]);
  useEffect(() => keeper.adopt(view), [keeper, view]);
  return { keeper, state: useSyncExternalStore(keeper.subscribe, keeper.read) };
}

function wireOf(queryClient: QueryClient, interviewId: string): ScorecardWire {
  const params = { interviewId };
  const kept = async (answer: Promise<ScorecardView>): Promise<ScorecardView> => {
    try {
      const view = await answer;
      queryClient.setQueryData(endpointQuery(feedbackEndpoints.scorecard, { params }).queryKey, view);
      return view;
    } catch (error) {
      // The layout asks for sign-in; the words wait in this browser and are brought back afterwards.
      if (isProblem(error, 'not_signed_in')) queryClient.setQueryData(meQuery.queryKey, null);
      throw error;
    }
  };
  return {
    save: (body) => kept(call(feedbackEndpoints.saveScorecard, { params, body })),
    load: () => kept(call(feedbackEndpoints.scorecard, { params })),
    submit: async (body) => {
      const view = await kept(callOnce(feedbackEndpoints.submitScorecard, { params, body }));
      for (const stale of [feedbackEndpoints.myFeedback, feedbackEndpoints.feedback])
        void queryClient.invalidateQueries({ queryKey: endpointKey(stale) });
      return view;
    },
  };
}
