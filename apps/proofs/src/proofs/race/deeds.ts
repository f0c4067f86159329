import type { Random } from '../../frame/random.ts';
import type { Academy } from './academy.ts';
import { field, idOf, succeeded, wasOnlyAsked, type Attempt, type Wish } from './attempt.ts';
import { heldUntil } from './checker.ts';
import type { Sender } from './sender.ts';

/** A mock as its people last heard of it; what they do next is decided by this, right or wrong. */
interface Mock {
  id: string;
  learnerId: string;
  mentorId: string;
  startsAt: number;
}

/** Answers that somebody who is late, or was overtaken, gets. Anything else is a fault. */
const REFUSALS = new Set([
  'slot_taken',
  'slot_not_open',
  'quota_used',
  'hold_expired',
  'interview_state',
  'stale_version',
  'request_open',
]);

/** How many mocks a learner keeps before they rather change what they have. */
const ENOUGH = 3;

/** What the racers know together, and everything that was tried. */
export class Race {
  readonly history: Attempt[] = [];
  readonly faults: string[] = [];
  readonly mocks = new Map<string, Mock>();
  private readonly holds = new Map<string, Attempt>();
  private readonly academy: Academy;
  private left: number;

  constructor(academy: Academy, attempts: number) {
    this.academy = academy;
    this.left = attempts;
  }

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** No further attempt begins. */
  stop(): void {
    this.left = 0;
  }

  /** One tab of a learner's browser. Whoever has two races against themself. */
  async learn(sender: Sender, random: Random): Promise<void> {
    const { personId } = sender;
    while (this.left-- > 0) {
      const held = this.holds.get(personId);
      const mine = [...this.mocks.values()].filter((m) => m.learnerId === personId);
      const mock = mine.length > 0 ? random.pick(mine) : null;
      if (held && random.chance(0.06)) await this.confirmLate(sender, held);
      else if (held && random.chance(0.55)) await this.try(sender, this.confirm(held));
      else if (held && random.chance(0.15)) await this.try(sender, this.release(held));
      else if (mock && (random.chance(0.35) || mine.length >= ENOUGH))
        await this.try(sender, random.chance(0.45) ? this.cancel(mock) : this.move(mock, random));
      else await this.try(sender, this.hold(personId, random));
    }
  }

  /** A mentor lets mocks fall now and then; the admin books, moves and hands over beyond the rules. */
  async oversee(sender: Sender, random: Random): Promise<void> {
    const isAdmin = sender === this.academy.admin;
    while (this.left-- > 0) {
      const theirs = [...this.mocks.values()].filter((m) => isAdmin || m.mentorId === sender.personId);
      const mock = theirs.length > 0 ? random.pick(theirs) : null;
      const turn = random.next();
      if (!isAdmin && mock) await this.try(sender, this.cancel(mock));
      else if (isAdmin && mock && turn < 0.5) await this.try(sender, this.swap(mock, random));
      else if (isAdmin && mock && turn < 0.75) await this.try(sender, this.moveFor(mock, random));
      else if (isAdmin) await this.try(sender, this.book(random));
      else this.left++;
      await new Promise((resolve) => setTimeout(resolve, random.int(20, isAdmin ? 120 : 600)));
    }
  }

  /** Somebody who was called away, and presses the button of a page whose time has run out. */
  private async confirmLate(sender: Sender, held: Attempt): Promise<void> {
    const left = heldUntil(held) - Date.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left) + 200));
    await this.try(sender, this.confirm(held));
  }

  private async try(sender: Sender, wish: Omit<Wish, 'actorId'>): Promise<void> {
    const attempt = await sender.send(wish);
    this.history.push(attempt);
    if (succeeded(attempt)) this.remember(attempt);
    else this.forget(attempt);
  }

  private remember(a: Attempt): void {
    const { learnerId } = a;
    const mentorId = a.mentorId ?? '';
    const startsAt = a.startsAt ?? 0;
    if (a.deed === 'hold') this.holds.set(learnerId, a);
    if (
      (a.deed === 'confirm' || a.deed === 'release') &&
      this.holds.get(learnerId)?.json !== undefined &&
      idOf(this.holds.get(learnerId) as Attempt) === a.holdId
    )
      this.holds.delete(learnerId);
    if (a.deed === 'confirm') {
      const { mentor, startsAt: start } = a.json as { mentor: { id: string }; startsAt: string };
      this.mocks.set(idOf(a), { id: idOf(a), learnerId, mentorId: mentor.id, startsAt: Date.parse(start) });
    }
    if (a.deed === 'book') this.mocks.set(idOf(a), { id: idOf(a), learnerId, mentorId, startsAt });
    if (a.deed === 'cancel') this.mocks.delete(a.interviewId ?? '');
    const known = this.mocks.get(a.interviewId ?? '');
    if (!known || wasOnlyAsked(a)) return;
    if (a.deed === 'move' || a.deed === 'moveFor') Object.assign(known, { mentorId, startsAt });
    if (a.deed === 'swap') known.mentorId = mentorId;
  }

  private forget(a: Attempt): void {
    const code = String(field(a.json, 'code'));
    // A mock that was handed on is nobody's business of its former mentor, and who has it by now is no colleague to give it to.
    const isGone = code === 'not_found' && ['cancel', 'swap'].includes(a.deed) && a.actorId !== a.learnerId;
    if (!REFUSALS.has(code) && !isGone)
      this.faults.push(`answer: ${a.deed} ${a.path} was answered ${a.status} ${a.text.slice(0, 400)}`);
    if (a.deed === 'confirm' || a.deed === 'release') this.holds.delete(a.learnerId);
    if (code === 'interview_state') this.mocks.delete(a.interviewId ?? '');
    const known = this.mocks.get(a.interviewId ?? '');
    // Somebody else moved it: whoever looks again sees where it is.
    if (known && code === 'stale_version') this.mocks.delete(known.id);
  }

  private where(random: Random, not?: string): { mentorId: string; startsAt: number } {
    const mentors = this.academy.mentors.map((m) => m.personId).filter((id) => id !== not);
    return { mentorId: random.pick(mentors), startsAt: random.pick(this.academy.starts) };
  }

  private hold(learnerId: string, random: Random): Omit<Wish, 'actorId'> {
    const { batchId, goal } = this.academy;
    const { mentorId, startsAt } = this.where(random, learnerId);
    const body = { goal, mentorId, startsAt: iso(startsAt) };
    return { deed: 'hold', method: 'POST', path: `/api/batches/${batchId}/holds`, body, learnerId, mentorId, startsAt };
  }

  private confirm(hold: Attempt): Omit<Wish, 'actorId'> {
    const holdId = idOf(hold);
    return { deed: 'confirm', method: 'POST', path: `/api/holds/${holdId}/confirm`, learnerId: hold.learnerId, holdId };
  }

  private release(hold: Attempt): Omit<Wish, 'actorId'> {
    const holdId = idOf(hold);
    return { deed: 'release', method: 'DELETE', path: `/api/holds/${holdId}`, learnerId: hold.learnerId, holdId };
  }

  private cancel({ id, learnerId }: Mock): Omit<Wish, 'actorId'> {
    const body = { reason: 'Something came up.', reasonCode: 'other' };
    return { deed: 'cancel', method: 'POST', path: `/api/interviews/${id}/cancel`, body, learnerId, interviewId: id };
  }

  private move({ id, learnerId, startsAt: from }: Mock, random: Random): Omit<Wish, 'actorId'> {
    const { mentorId, startsAt } = this.elsewhere(random, learnerId, from);
    const body = {
      mentorId,
      startsAt: iso(startsAt),
      from: iso(from),
      reasonCode: 'other',
      reason: 'Another time fits better.',
    };
    return {
      deed: 'move',
      method: 'POST',
      path: `/api/interviews/${id}/move`,
      body,
      learnerId,
      mentorId,
      startsAt,
      interviewId: id,
    };
  }

  private moveFor({ id, learnerId, startsAt: from }: Mock, random: Random): Omit<Wish, 'actorId'> {
    const { mentorId, startsAt } = this.elsewhere(random, learnerId, from);
    const body = { mentorId, startsAt: iso(startsAt), from: iso(from), reason: 'Asked for by phone.' };
    return {
      deed: 'moveFor',
      method: 'POST',
      path: `/api/interviews/${id}/move-on-behalf`,
      body,
      learnerId,
      mentorId,
      startsAt,
      interviewId: id,
    };
  }

  private swap({ id, learnerId, mentorId: from }: Mock, random: Random): Omit<Wish, 'actorId'> {
    const others = this.academy.mentors.map((m) => m.personId).filter((one) => one !== from && one !== learnerId);
    const mentorId = random.pick(others);
    return {
      deed: 'swap',
      method: 'POST',
      path: `/api/interviews/${id}/swap`,
      body: { mentorId, note: '' },
      learnerId,
      mentorId,
      interviewId: id,
    };
  }

  private book(random: Random): Omit<Wish, 'actorId'> {
    const { batchId, goal, learners } = this.academy;
    const learnerId = random.pick(learners).personId;
    const { mentorId, startsAt } = this.where(random, learnerId);
    const body = { learnerId, mentorId, startsAt: iso(startsAt), goal, reason: 'Asked for by phone.' };
    return {
      deed: 'book',
      method: 'POST',
      path: `/api/batches/${batchId}/bookings`,
      body,
      learnerId,
      mentorId,
      startsAt,
    };
  }

  private elsewhere(random: Random, learnerId: string, from: number): { mentorId: string; startsAt: number } {
    for (;;) {
      const there = this.where(random, learnerId);
      if (there.startsAt !== from) return there;
    }
  }
}

const iso = (at: number) => new Date(at).toISOString();
