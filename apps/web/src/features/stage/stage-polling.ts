import type { StageView } from '@dryrun/contracts/interviews.contract';

const LOOKED_AT_MS = 2_000;
const HIDDEN_MS = 15_000;

/** Is there still something to wait for on the stage? */
export function isStageOpen(stage: Pick<StageView, 'state'>): boolean {
  return stage.state === 'scheduled' || stage.state === 'running';
}

/** Milliseconds until the next look: every two seconds, rarely while nobody looks, never once the mock has ended. */
export function stageInterval(stage: Pick<StageView, 'state'> | undefined, isHidden: boolean): number | false {
  if (stage !== undefined && !isStageOpen(stage)) return false;
  return isHidden ? HIDDEN_MS : LOOKED_AT_MS;
}
