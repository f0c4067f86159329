import type { Mutant } from '../../frame/proof.ts';

/** Replaces a part of a SQL function of the product; fails when that changes nothing. */
const inFunction = (name: string, pattern: string, replacement: string) => `
  do $mutant$ declare v_before text := pg_get_functiondef('${name}'::regproc); v_after text; begin
    v_after := regexp_replace(v_before, $p$${pattern}$p$, $r$${replacement}$r$);
    if v_after = v_before then raise exception 'the mutant of ${name} changes nothing'; end if;
    execute v_after;
  end $mutant$`;

const WITHOUT_CONSTRAINT = [
  'alter table booking_participant drop constraint booking_participant_no_overlap',
  inFunction('scheduling_reserve', '\\s+on conflict on constraint booking_participant_no_overlap do nothing', ''),
];

const INTERVIEWS = 'apps/api/src/modules/interviews';

/** One fault of each kind that the product is built against. What holds alone (a lock beside the constraint) is not one. */
export const mutants: readonly Mutant[] = [
  {
    name: 'the constraint is gone',
    sql: WITHOUT_CONSTRAINT,
    caughtBy: /^double: a booking on top/,
  },
  {
    name: 'neither constraint nor locks',
    sql: [
      ...WITHOUT_CONSTRAINT,
      inFunction('scheduling_reserve', 'for v_person in.*?end loop;', ''),
      inFunction('scheduling_reserve', '(insert into booking \\()', 'perform pg_sleep(0.05); \\1'),
    ],
    caughtBy: /^double: \S+ (is in|was seen)/,
  },
  {
    name: 'neither constraint nor a look at who is taken',
    sql: [...WITHOUT_CONSTRAINT, inFunction('scheduling_reserve', 'if v_taken is not null then', 'if false then')],
    caughtBy: /^double: \S+ (is in|was seen)/,
  },
  {
    name: 'says yes before it is on disk',
    sql: [`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`],
    caughtBy: /^lost/,
  },
  {
    name: 'says yes before it is committed',
    patches: [
      {
        file: `${INTERVIEWS}/hold-decision.store.ts`,
        search:
          /const \[row\] = await this\.database\.ask<\{ outcome: string \}>\(WRITE, [\s\S]+?return row\?\.outcome === 'held' \? 'held' : 'undecided';/,
        replace: `void this.database.ask(WRITE, [JSON.stringify(all), JSON.stringify(answer)]).catch(() => undefined);
      return 'held';`,
      },
    ],
    caughtBy: /^(lost|double)/,
  },
  {
    name: 'keeps the key in a transaction of its own',
    patches: [
      {
        file: 'apps/api/src/platform/http/idempotent-requests.ts',
        search: /return this\.database\.write\(async \(tx\) => \{\s+const isMine = [\s\S]+?return outcome;\s+\}\);/,
        replace: `const known = await this.database.read.query('select 1 from idempotency_key where actor_id = $1 and key = $2', [call.actorId, key]);
    if (known.length > 0) return this.database.write((tx) => this.stored(tx, call.actorId, key, call.endpoint, bodyHash));
    const outcome = await this.outcome(call);
    await this.database.write((tx) => tx.query(
      'insert into idempotency_key (actor_id, key, endpoint, body_hash, status, answer, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
      [call.actorId, key, call.endpoint, bodyHash, outcome.status, JSON.stringify(outcome.answer ?? null), this.clock.now()]));
    return outcome;`,
      },
    ],
    caughtBy: /^(duplicate|lost)/,
  },
  {
    name: 'a kept time can be confirmed for ever',
    sql: [inFunction('scheduling_confirm', 'and held_until > p_now', '')],
    caughtBy: /^expired/,
  },
  {
    name: 'nothing is kept free around a mock',
    patches: [
      {
        file: 'apps/api/src/modules/scheduling/reservation-row.ts',
        search: '...range(startsAt - before, endsAt + after)',
        replace: '...range(startsAt, endsAt)',
      },
    ],
    caughtBy: /^double/,
  },
  {
    name: 'an earlier kept time stays',
    sql: [
      'drop index booking_one_hold_per_person',
      inFunction('scheduling_reserve', `where state = 'held' and held_by = p_held_by`, 'where false'),
      'drop index booking_one_live_per_reference',
    ],
    caughtBy: /two holds/,
  },
  {
    name: 'a move that was refused is told as done',
    patches: [
      {
        file: `${INTERVIEWS}/rebooking.ts`,
        search: 'if (!booked.ok) throw reservationRefused(batch, booked.refusal, startsAt, override !== null);',
        replace: '',
      },
    ],
    caughtBy: /^(lost|double|duplicate)/,
  },
  {
    name: 'a cancelled mock keeps its time',
    patches: [
      {
        file: `${INTERVIEWS}/cancel-interview.ts`,
        search: 'await this.scheduling.cancel(tx, interview.id, { ...change, quota, at: now });',
        replace: '',
      },
    ],
    caughtBy: /^(lost|broken)/,
  },
];
