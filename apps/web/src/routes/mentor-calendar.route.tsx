import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { calendarEndpoints } from '@dryrun/contracts/calendar.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { addDays, mondayOf } from '@dryrun/domain/time/local-date';
import { calendarDays, weekRange } from '../features/mentor-calendar/calendar-days.ts';
import { Colleagues } from '../features/mentor-calendar/colleagues.tsx';
import { WeekCalendar } from '../features/mentor-calendar/week-calendar.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { formatLocalDate, localDateOf } from '../platform/time.ts';
import { useNow } from '../platform/use-now.ts';
import { useZone } from '../platform/zone.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** A mentor's week: mocks, hours, what the other calendar shows; and when colleagues are free. */
export function MentorCalendarPage() {
  const me = useMe();
  const { timeZone } = useZone();
  const now = useNow(60_000);
  const navigate = useNavigate();
  const { week, colleagues } = useSearch({ from: '/signed-in/calendar' });
  const today = localDateOf(now, timeZone);
  const monday = mondayOf(week ?? today);
  const { start, end } = weekRange(monday, timeZone);
  const query = { from: new Date(start).toISOString(), until: new Date(end).toISOString() };
  const calendar = useQuery(endpointQuery(calendarEndpoints.myCalendar, { query }));
  const interviews = useQuery(endpointQuery(interviewEndpoints.list, { query: { when: 'all' } }));
  const batches = batchesAs(me, 'mentor', 'leadMentor');
  const batchId = colleagues ?? batches[0]?.id ?? '';
  const others = useQuery({
    ...endpointQuery(calendarEndpoints.freeBusy, { params: { batchId }, query }),
    enabled: batchId !== '',
  });
  const to = (day: string) => ({ week: mondayOf(day) === mondayOf(today) ? undefined : day });
  return (
    <>
      <PageHeader
        title="Your week"
        eyebrow={`${formatLocalDate(monday)} – ${formatLocalDate(addDays(monday, 6))}`}
        actions={
          <>
            <ZoneSwitch />
            <ButtonLink to="/availability" variant="default">
              Change my hours
            </ButtonLink>
          </>
        }
      />
      <Stack gap="lg">
        <Group gap="xs">
          {(
            [
              ['Week before', addDays(monday, -7)],
              ['This week', today],
              ['Week after', addDays(monday, 7)],
            ] as const
          ).map(([label, day]) => (
            <ButtonLink
              key={label}
              to="/calendar"
              search={(old) => ({ ...old, ...to(day) })}
              variant="default"
              size="sm"
              mih={44}
            >
              {label}
            </ButtonLink>
          ))}
        </Group>
        <Loaded query={calendar} skeleton={<SkeletonRows rows={1} height={420} />}>
          {(view) => (
            <WeekCalendar
              days={calendarDays(view, interviews.data?.items ?? [], monday, timeZone)}
              timeZone={timeZone}
              today={today}
            />
          )}
        </Loaded>
        {batchId !== '' && (
          <Panel
            title="When colleagues are free"
            actions={
              batches.length > 1 && (
                <NativeSelect
                  size="sm"
                  aria-label="Colleagues of"
                  value={batchId}
                  onChange={(event) => {
                    const chosen = event.currentTarget.value;
                    void navigate({ to: '.', search: (old) => ({ ...old, colleagues: chosen }), replace: true });
                  }}
                  data={batches.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )
            }
          >
            <Loaded query={others}>
              {({ items }) => (
                <Colleagues
                  colleagues={items.filter(({ mentor }) => mentor.id !== me.person.id)}
                  monday={monday}
                  timeZone={timeZone}
                />
              )}
            </Loaded>
          </Panel>
        )}
      </Stack>
    </>
  );
}
