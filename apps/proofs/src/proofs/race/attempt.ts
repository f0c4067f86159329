/** What somebody tries to do to a time. */
export type Deed = 'hold' | 'confirm' | 'release' | 'cancel' | 'move' | 'swap' | 'book' | 'moveFor';

/** A request as its sender means it. Instants of the race are epoch milliseconds, with fractions. */
export interface Wish {
  deed: Deed;
  /** The person who asks. */
  actorId: string;
  method: 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  /** Whose mock it is. */
  learnerId: string;
  /** The time and the mentor that are asked for; absent for what names neither. */
  startsAt?: number;
  mentorId?: string;
  /** What it is done to. */
  holdId?: string;
  interviewId?: string;
}

/** A request with the answer that its sender ended up with. Every one is repeated under its key until there is one. */
export interface Attempt extends Wish {
  /** null: the request needs none (giving a kept time back). */
  key: string | null;
  sentAt: number;
  answeredAt: number;
  status: number;
  text: string;
  json: unknown;
  /** How often it was sent before an answer came. */
  lost: number;
  /** Other answers to the same key: of a copy sent at the same moment, or of a later repetition. */
  others: readonly { status: number; text: string }[];
}

export const succeeded = ({ status }: Pick<Attempt, 'status'>): boolean => status >= 200 && status < 300;

/** Of an answer that is an object. */
export function field(json: unknown, name: string): unknown {
  return json !== null && typeof json === 'object' ? (json as Record<string, unknown>)[name] : undefined;
}

/** Id of the hold or interview that an answer names. */
export const idOf = ({ json }: Pick<Attempt, 'json'>): string => String(field(json, 'id'));

/** A colleague of the mentor was only asked: nothing changed hands. */
export const wasOnlyAsked = (attempt: Attempt): boolean =>
  attempt.deed === 'swap' && field(attempt.json, 'request') !== null;
