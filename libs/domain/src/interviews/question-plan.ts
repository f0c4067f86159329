/** Why a question stands in a plan (`product.md` rule 9), best first. */
export const PLAN_REASONS = [
  'never_seen',
  'only_studied',
  'asked_long_ago',
  'neighbouring_level',
  'case_study',
  'own_project',
  'chosen_by_mentor',
] as const;
export type PlanReason = (typeof PLAN_REASONS)[number];
