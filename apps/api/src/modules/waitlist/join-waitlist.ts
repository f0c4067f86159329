import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { WaitlistBody } from '@dryrun/contracts/waitlist.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { daysBetween } from '@dryrun/domain/time/local-date';
import { isOver, suits, WEEKDAYS, DAY_PARTS } from '@dryrun/domain/waitlist/waitlist-wish';
import { Refusal, type FieldError } from '../../platform/http/refusal.ts';
import { WantedTimes } from '../interviews/index.ts';
import { WaitingPeople } from './waiting-people.ts';
import { WaitlistStore, type WaitlistEntry } from './waitlist.store.ts';
import { WaitlistWrites } from './waitlist-writes.ts';

/** Nobody waits for a day further away than this: by then they want something else. */
const LONGEST_DAYS = 62;

/**
 * Puts a learner on the waitlist of a batch: one entry each. Joining again changes what they wait for and keeps their place.
 * While an open time fits, there is nothing to wait for.
 */
@Injectable()
export class JoinWaitlist {
  constructor(
    private readonly writes: WaitlistWrites,
    private readonly store: WaitlistStore,
    private readonly times: WantedTimes,
    private readonly people: WaitingPeople,
  ) {}

  async run(actor: Actor, batchId: string, { goal, ...wish }: WaitlistBody): Promise<void> {
    const wanted = await this.times.want(actor, batchId, goal);
    const closed = this.people.closed(wanted.batch);
    if (closed !== null) throw new Refusal('waitlist_closed', closed);
    const timeZone = (await this.people.zonesOf([actor.personId])).get(actor.personId) ?? wanted.batch.timeZone;
    await this.writes.run(async (tx, now) => {
      const errors = wishErrors(wish, now, timeZone);
      if (errors.length > 0)
        throw new Refusal('invalid_input', 'Nothing was changed. Please look at the days again.', { errors });
      const free = (await this.times.openTimes(wanted)).find(({ startsAt }) => suits(wish, startsAt, timeZone));
      if (free) throw timesOpen(free.startsAt, timeZone);
      const entry: Omit<WaitlistEntry, 'endedAs'> = {
        id: uuid(),
        batchId,
        learnerId: actor.personId,
        goal,
        formatVersionId: wanted.format.versionId,
        rubricVersionId: wanted.rubric.versionId,
        fromOn: wish.fromOn,
        untilOn: wish.untilOn,
        weekdays: WEEKDAYS.filter((d) => wish.weekdays.includes(d)),
        parts: DAY_PARTS.filter((p) => wish.parts.includes(p)),
        since: now,
        joinedBy: 'learner',
      };
      const { id, isNew } = await this.store.upsertEntry(tx, entry);
      await this.writes.joined(tx, actor.personId, { ...entry, id }, isNew);
    });
  }
}

function wishErrors(
  { fromOn, untilOn }: Pick<WaitlistBody, 'fromOn' | 'untilOn'>,
  now: Date,
  timeZone: string,
): FieldError[] {
  if (untilOn < fromOn) return [{ pointer: '/body/untilOn', message: 'The last day comes before the first.' }];
  if (isOver({ untilOn }, now.getTime(), timeZone))
    return [{ pointer: '/body/untilOn', message: 'That day has passed.' }];
  if (daysBetween(fromOn, untilOn) > LONGEST_DAYS)
    return [{ pointer: '/body/untilOn', message: `At most ${LONGEST_DAYS} days, please.` }];
  return [];
}

function timesOpen(startsAt: number, timeZone: string): Refusal {
  const when = new Intl.DateTimeFormat('en-IN', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return new Refusal(
    'times_open',
    `There is nothing to wait for: ${when.format(startsAt)} is open and fits. Book it, or wait for other days. Nothing was changed.`,
    { extensions: { startsAt: new Date(startsAt).toISOString() } },
  );
}
