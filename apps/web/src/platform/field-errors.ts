import { ProblemError } from './api-client.ts';

/** What a refusal says about one field of the body, for the input's `error`; `at` is a pointer below `/body`, e.g. `password`. */
export function fieldError(error: Error | null, at: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.find(({ pointer }) => pointer === `/body/${at}`)?.message;
}
