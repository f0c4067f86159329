import { idOf, succeeded, wasOnlyAsked, type Attempt } from './attempt.ts';

const MINUTE = 60_000;

/** The clients' clock and the servers' are one machine's, but are read in two ways. */
const SKEW = 50;

export interface Rules {
  durationMin: number;
  /** Kept free on both sides of a mentor's mock. */
  bufferMin: number;
}

/** A claim on two people's time that was in force between two moments, by what its clients were told. */
export interface Claim {
  label: string;
  learnerId: string;
  mentorId: string;
  startsAt: number;
  /** From the answer that granted it to the first request that may have ended it. Empty when `until` is not later. */
  from: number;
  until: number;
}

const CHANGES = new Set(['cancel', 'move', 'moveFor', 'swap']);

/** Requests that may end what an interview has, in the order they were sent. */
export function changesByInterview(history: readonly Attempt[]): Map<string, Attempt[]> {
  const byInterview = Map.groupBy(
    history.filter((a) => CHANGES.has(a.deed) && succeeded(a) && !wasOnlyAsked(a)),
    (a) => a.interviewId ?? '',
  );
  for (const list of byInterview.values()) list.sort((a, b) => a.sentAt - b.sentAt);
  return byInterview;
}

/** The interview that a confirmed hold became. */
export function confirmations(history: readonly Attempt[]): Map<string, Attempt> {
  const first = new Map<string, Attempt>();
  for (const a of history) {
    if (a.deed !== 'confirm' || !succeeded(a) || a.holdId === undefined) continue;
    const known = first.get(a.holdId);
    if (!known || a.sentAt < known.sentAt) first.set(a.holdId, a);
  }
  return first;
}

/** Finds, for a granted hold, the requests that may have taken its time over: another mock of its learner went to a time that meets it. */
export function takeovers(
  history: readonly Attempt[],
  { durationMin, bufferMin }: Rules,
): (hold: Attempt) => Attempt[] {
  const gave = (a: Attempt) => a.deed === 'move' || a.deed === 'moveFor' || a.deed === 'book';
  const byLearner = Map.groupBy(
    history.filter((a) => gave(a) && succeeded(a)),
    (a) => a.learnerId,
  );
  const reach = (durationMin + 2 * bufferMin) * MINUTE;
  const meets = (a: Attempt, hold: Attempt) => Math.abs((a.startsAt ?? 0) - (hold.startsAt ?? 0)) < reach;
  return (hold) => (byLearner.get(hold.learnerId) ?? []).filter((a) => a.answeredAt > hold.sentAt && meets(a, hold));
}

/** Everything that was certainly in force, and when: only answers and requests of the clients are looked at. */
export function certainClaims(history: readonly Attempt[], rules: Rules): Claim[] {
  const tookOver = takeovers(history, rules);
  const changes = changesByInterview(history);
  const confirmed = confirmations(history);
  const ended = (interviewId: string, from: number, self?: Attempt) =>
    changes.get(interviewId)?.find((c) => c !== self && c.answeredAt > from)?.sentAt ?? Infinity;
  const releases = Map.groupBy(
    history.filter((a) => a.deed === 'release'),
    (a) => a.holdId ?? '',
  );
  const holdsOf = Map.groupBy(
    history.filter((a) => a.deed === 'hold' && succeeded(a)),
    (a) => a.learnerId,
  );
  const claims: Claim[] = [];
  for (const a of history) {
    if (!succeeded(a) || a.startsAt === undefined || a.mentorId === undefined || wasOnlyAsked(a)) continue;
    const { learnerId, mentorId, startsAt, answeredAt: from } = a;
    const claim = { learnerId, mentorId, startsAt, from };
    if (a.deed === 'hold') {
      const id = idOf(a);
      const confirmation = confirmed.get(id);
      const others = holdsOf.get(learnerId) ?? [];
      const until = confirmation
        ? ended(idOf(confirmation), confirmation.sentAt)
        : Math.min(
            heldUntil(a) - SKEW,
            ...others.filter((o) => o !== a && o.answeredAt > a.sentAt).map((o) => o.sentAt),
            ...(releases.get(id) ?? []).map((r) => r.sentAt),
            ...tookOver(a).map((o) => o.sentAt),
          );
      claims.push({ ...claim, label: `the hold ${id}`, until });
    } else {
      const id = a.deed === 'book' ? idOf(a) : (a.interviewId ?? '');
      claims.push({ ...claim, label: `${a.deed} of ${id}`, until: ended(id, a.sentAt, a) });
    }
  }
  return claims.filter(({ from, until }) => from < until);
}

export const heldUntil = ({ json }: Attempt): number => Date.parse(String((json as { heldUntil?: string }).heldUntil));

/** Pairs of claims that were in force at one moment and block one person at the same time. */
export function doubles(claims: readonly Claim[], rules: Rules): string[] {
  interface Blocked {
    claim: Claim;
    start: number;
    end: number;
  }
  const byPerson = new Map<string, Blocked[]>();
  const block = (person: string, claim: Claim, buffer: number) => {
    const end = claim.startsAt + rules.durationMin * MINUTE;
    const list = byPerson.get(person) ?? [];
    byPerson.set(person, list);
    list.push({ claim, start: claim.startsAt - buffer, end: end + buffer });
  };
  for (const claim of claims) {
    block(claim.learnerId, claim, 0);
    block(claim.mentorId, claim, rules.bufferMin * MINUTE);
  }
  const found: string[] = [];
  for (const [person, list] of byPerson) {
    list.sort((a, b) => a.start - b.start);
    for (let i = 0; i < list.length; i++) {
      const a = list[i] as Blocked;
      for (let j = i + 1; j < list.length && (list[j] as Blocked).start < a.end; j++) {
        const b = list[j] as Blocked;
        if (a.claim.from < b.claim.until && b.claim.from < a.claim.until)
          found.push(
            `double: ${person} is in ${a.claim.label} at ${iso(a.claim.startsAt)} and in ${b.claim.label} at ${iso(b.claim.startsAt)} at once`,
          );
      }
    }
  }
  return found;
}

const iso = (at: number) => new Date(at).toISOString();

/** One key, one answer; and one answer per key, whoever it was given to. */
export function answersPerKey(history: readonly Attempt[]): string[] {
  const faults: string[] = [];
  const grants = new Map<string, string>();
  for (const a of history) {
    for (const other of a.others)
      if (a.key !== null && (other.status !== a.status || other.text !== a.text))
        faults.push(
          `duplicate: ${a.deed} under the key ${a.key} was answered ${a.status} ${a.text.slice(0, 120)} and ${other.status} ${other.text.slice(0, 120)}`,
        );
    if ((a.deed !== 'hold' && a.deed !== 'book') || !succeeded(a) || a.key === null) continue;
    const id = idOf(a);
    if (grants.has(id)) faults.push(`duplicate: the keys ${grants.get(id)} and ${a.key} were both given ${id}`);
    grants.set(id, a.key);
  }
  return faults;
}

/** A kept time that had run out when its confirmation was sent cannot be booked. */
export function lateConfirmations(history: readonly Attempt[]): string[] {
  const holds = new Map(history.filter((a) => a.deed === 'hold' && succeeded(a)).map((a) => [idOf(a), a]));
  return [...confirmations(history)].flatMap(([holdId, { sentAt }]) => {
    const hold = holds.get(holdId);
    return hold && sentAt > heldUntil(hold) + SKEW
      ? [`expired: ${holdId} was kept until ${iso(heldUntil(hold))} and confirmed at ${iso(sentAt)}`]
      : [];
  });
}

/** After a cancellation was answered nothing else can be done to a mock. */
export function afterTheEnd(history: readonly Attempt[]): string[] {
  return [...changesByInterview(history)].flatMap(([id, changes]) => {
    const cancels = changes.filter((c) => c.deed === 'cancel');
    const [end] = cancels;
    if (!end) return [];
    const faults = cancels.length > 1 ? [`duplicate: ${id} was cancelled ${cancels.length} times`] : [];
    const late = changes.find((c) => c !== end && c.sentAt > end.answeredAt);
    return late ? [...faults, `lost: ${id} was cancelled, and afterwards a ${late.deed} of it was granted`] : faults;
  });
}

/** What a history of clients alone says against the product. */
export function checkHistory(history: readonly Attempt[], rules: Rules): string[] {
  return [
    ...doubles(certainClaims(history, rules), rules),
    ...answersPerKey(history),
    ...lateConfirmations(history),
    ...afterTheEnd(history),
  ];
}
