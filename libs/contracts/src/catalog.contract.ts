import { z } from 'zod';
import { FormatBody, RubricBody, TrackBody } from './content-bodies.ts';
import { endpoint } from './endpoint.ts';
import { Slug } from './fields.ts';

/** What a learner can choose a goal from. */
export const GoalOptionsView = z.object({
  tracks: z.array(z.object({ slug: Slug, body: TrackBody })),
  formats: z.array(z.object({ slug: Slug, body: FormatBody })),
  rubric: RubricBody,
});
export type GoalOptionsView = z.infer<typeof GoalOptionsView>;

export const catalogEndpoints = {
  goalOptions: endpoint({
    method: 'GET',
    path: '/api/goal-options',
    summary: 'Published tracks, formats and the rubric',
    access: 'content:read',
    response: GoalOptionsView,
    refusals: [],
  }),
};
