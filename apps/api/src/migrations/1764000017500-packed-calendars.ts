import type { QueryRunner } from 'typeorm';
import { ForwardOnly } from './forward-only.ts';

/** What the search for open times reads of many people, in one statement and little text (decision 0038). */
export class PackedCalendars1764000017500 extends ForwardOnly {
  readonly name = 'PackedCalendars1764000017500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENDED);
    await runner.query(PACKED);
    await runner.query(CALENDARS);
  }
}

const ENDED = `
  -- The range index holds live bookings only; what ended counts for a while, and a mentor's history grows for years.
  -- A booking comes in when it ends, so holding and confirming do not write it.
  create index booking_participant_ended_ix on booking_participant (person_id, lower(blocked)) where not live and role = 'mentor';
`;

const PACKED = `
  -- An instant as the text of its epoch milliseconds; date_part is float arithmetic, several times cheaper than extract.
  create function packed_ms(at timestamptz) returns text language sql stable strict parallel safe
    return round(date_part('epoch', at) * 1000)::bigint::text;
`;

const CALENDARS = `
  -- The calendars of people, a row each, as libs/domain/src/scheduling/packed-calendar.ts reads them.
  -- p_from, p_until: which bookings may count · p_outside_from, p_outside_until: which outside appointments may be near.
  -- Holds that ran out do not count, nor does a hold of p_no_holds_of, nor what p_no_reference has booked.
  create function scheduling_calendars(
    p_people uuid[], p_from timestamptz, p_until timestamptz, p_outside_from timestamptz, p_outside_until timestamptz,
    p_now timestamptz, p_no_holds_of uuid, p_no_reference uuid
  ) returns table (person_id uuid, hours text, booked text, outside text) language sql stable parallel safe as $$
    select p.id,
           case when a.person_id is not null
                then json_build_array(a.time_zone, a.rules, a.exceptions, a.time_off, a.stays, a.limits)::text end,
           b.booked,
           o.outside
    from unnest(p_people) as p(id)
    left join availability a on a.person_id = p.id
    left join (
      select c.person_id,
             string_agg(c.kind || ',' || packed_ms(lower(c.during)) || ',' || packed_ms(upper(c.during))
                        || ',' || packed_ms(lower(c.blocked)) || ',' || packed_ms(upper(c.blocked)), ',' order by lower(c.during)) as booked
      from (
        select bp.person_id, bp.blocked, k.during, case bp.role when 'mentor' then '0' else '2' end as kind
        from booking_participant bp join booking k on k.id = bp.booking_id
        where bp.person_id = any(p_people) and bp.live and bp.blocked && tstzrange(p_from, p_until)
          and k.reference_id is distinct from p_no_reference
          and (k.state = 'confirmed' or (k.state = 'held' and k.held_until > p_now and k.held_by is distinct from p_no_holds_of))
        union all
        -- Only a mentor's caps count what was used. No booking lasts a day.
        select bp.person_id, bp.blocked, k.during, '1'
        from booking_participant bp join booking k on k.id = bp.booking_id
        where bp.person_id = any(p_people) and not bp.live and bp.role = 'mentor'
          and lower(bp.blocked) > p_from - interval '1 day' and lower(bp.blocked) < p_until and bp.blocked && tstzrange(p_from, p_until)
          and k.state = 'used' and k.reference_id is distinct from p_no_reference
      ) c
      group by c.person_id
    ) b on b.person_id = p.id
    left join (
      select t.person_id,
             string_agg(packed_ms(lower(t.during)) || ',' || packed_ms(upper(t.during)), ',' order by lower(t.during)) as outside
      from busy_time t
      where t.person_id = any(p_people) and t.during && tstzrange(p_outside_from, p_outside_until)
      group by t.person_id
    ) o on o.person_id = p.id
  $$;
`;
