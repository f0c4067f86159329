import { Injectable } from '@nestjs/common';
import {
  DEFAULT_CHOICES,
  type MessageChoices,
  type OptionalMessage,
} from '@dryrun/domain/notifications/message-choices';
import { Database, type Tx } from '../../platform/db/database.ts';

interface Row {
  personId: string;
  muted: OptionalMessage[];
  hasQuietHours: boolean;
}

export type ReminderKind = 'day_before' | 'hour_before';

/** One reminder of a mock at one time to one person. */
export interface Reminder {
  interviewId: string;
  startsAt: Date;
  kind: ReminderKind;
  personId: string;
}

/** The tables of what people want to be told, and of what they were reminded of. */
@Injectable()
export class MessageChoicesStore {
  constructor(private readonly database: Database) {}

  /** Of everybody who is asked for: who chose nothing has the defaults. */
  async of(personIds: readonly string[]): Promise<Map<string, MessageChoices>> {
    const rows = await this.database.read.query<Row[]>(
      `select person_id as "personId", muted, has_quiet_hours as "hasQuietHours" from message_choice where person_id = any($1)`,
      [personIds],
    );
    const chosen = new Map(rows.map(({ personId, muted, hasQuietHours }) => [personId, { muted, hasQuietHours }]));
    return new Map(personIds.map((id) => [id, chosen.get(id) ?? DEFAULT_CHOICES]));
  }

  async save(tx: Tx, personId: string, choices: MessageChoices, now: Date): Promise<void> {
    await tx.query(
      `insert into message_choice (person_id, muted, has_quiet_hours, updated_at) values ($1, $2, $3, $4)
       on conflict (person_id) do update set muted = excluded.muted, has_quiet_hours = excluded.has_quiet_hours, updated_at = excluded.updated_at`,
      [personId, choices.muted, choices.hasQuietHours, now],
    );
  }

  /** Takes a reminder of a mock at this time on; false when somebody did before. */
  async claimReminder(tx: Tx, { interviewId, startsAt, kind, personId }: Reminder, at: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into mock_reminder (interview_id, starts_at, kind, person_id, at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning 1`,
      [interviewId, startsAt, kind, personId, at],
    );
    return rows.length > 0;
  }

  /** Those of these reminders that nobody has taken on yet, in the order given. */
  async withoutClaimed(reminders: readonly Reminder[]): Promise<Reminder[]> {
    if (reminders.length === 0) return [];
    const claimed = await this.database.read.query<Reminder[]>(
      `select interview_id as "interviewId", starts_at as "startsAt", kind, person_id as "personId" from mock_reminder
       where interview_id = any($1)`,
      [[...new Set(reminders.map((r) => r.interviewId))]],
    );
    const keyOf = (r: Reminder) => `${r.interviewId} ${r.startsAt.getTime()} ${r.kind} ${r.personId}`;
    const taken = new Set(claimed.map(keyOf));
    return reminders.filter((r) => !taken.has(keyOf(r)));
  }
}
