import type { ProblemCode } from '@dryrun/contracts/problem.contract';

export interface FieldError {
  /** JSON pointer into what was sent, e.g. `/body/goal/note`. */
  pointer: string;
  message: string;
}

/**
 * How a use-case says no. `detail` tells a person what happened, what is safe and what to do next.
 * Thrown inside a transaction it rolls everything back; the problem filter turns it into RFC 9457 details.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: { errors?: FieldError[]; retryAfterSeconds?: number; extensions?: Record<string, unknown> } = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The one answer for what does not exist and for what one may not read. */
export function notFound(): Refusal {
  return new Refusal('not_found', 'Either this does not exist, or it is not yours to see.');
}
