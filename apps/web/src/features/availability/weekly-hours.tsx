import { Button, Menu, Text } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import type { Weekday } from '@dryrun/domain/time/local-date';
import { HoursRowFields } from './hours-row.tsx';
import { newKey, WEEKDAYS, type HoursForm, type RuleRow } from './hours-form.ts';
import type { HoursEditor } from './use-hours-editor.ts';
import { hoursWords, weekdayName } from './hours-words.ts';
import classes from './weekly-hours.module.css';

const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const ALL_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

interface WeeklyHoursProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change'>;
  remarks: ReadonlyMap<string, string[]>;
}

/** The hours of every week, day by day. */
export function WeeklyHours({ editor, remarks }: WeeklyHoursProps) {
  const { form, faults, change } = editor;
  const setRules = (what: string, rules: RuleRow[]) => change(what, { ...form, rules });
  return (
    <ul className={classes.days}>
      {WEEKDAYS.map(({ weekday, name }) => {
        const rows = form.rules.filter((rule) => rule.weekday === weekday);
        return (
          <li key={weekday} className={classes.day}>
            <span className={classes.name} id={`weekday-${weekday}`}>
              {name}
            </span>
            <div className={classes.hours} role="group" aria-labelledby={`weekday-${weekday}`}>
              {rows.length === 0 && <Text c="dimmed">No hours</Text>}
              {rows.map((rule) => (
                <HoursRowFields
                  key={rule.key}
                  hours={rule}
                  name={name}
                  nextDay={weekdayName((weekday % 7) + 1)}
                  faults={faults}
                  remarks={remarks.get(rule.key) ?? []}
                  onChange={(field, time) =>
                    setRules(
                      `${rule.key}.${field}`,
                      form.rules.map((row) => (row.key === rule.key ? { ...row, [field]: time } : row)),
                    )
                  }
                  onRemove={() =>
                    setRules(
                      `remove ${rule.key}`,
                      form.rules.filter(({ key }) => key !== rule.key),
                    )
                  }
                />
              ))}
            </div>
            <div className={classes.actions}>
              <Button
                variant="subtle"
                px="xs"
                leftSection={<IconPlus size={18} aria-hidden />}
                aria-label={`Add hours on ${name}`}
                onClick={() => {
                  const rule = { key: newKey(), weekday, ...suggestion(form, weekday) };
                  setRules(`add ${rule.key}`, [...form.rules, rule]);
                }}
              >
                Add
              </Button>
              {rows.length > 0 && (
                <CopyMenu
                  name={name}
                  copyTo={(days) => setRules(`copy ${name} ${days.length}`, copied(form.rules, weekday, days))}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function CopyMenu({ name, copyTo }: { name: string; copyTo: (days: readonly Weekday[]) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" aria-label={`Copy the hours of ${name}`}>
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Replace the hours of</Menu.Label>
        <Menu.Item onClick={() => copyTo(WORKDAYS)}>Monday to Friday</Menu.Item>
        <Menu.Item onClick={() => copyTo(ALL_DAYS)}>every day</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rules with the hours of one weekday on these days instead of what was there. */
function copied(rules: readonly RuleRow[], from: Weekday, days: readonly Weekday[]): RuleRow[] {
  const source = rules.filter(({ weekday }) => weekday === from);
  return [
    ...rules.filter(({ weekday }) => weekday === from || !days.includes(weekday)),
    ...days
      .filter((weekday) => weekday !== from)
      .flatMap((weekday) => source.map((rule) => ({ ...rule, key: newKey(), weekday }))),
  ];
}

/** Hours that a new row begins with: those of the day before it in the list that the day has not yet, else an evening. */
function suggestion({ rules }: HoursForm, weekday: Weekday): { start: string; end: string } {
  const taken = new Set(rules.filter((rule) => rule.weekday === weekday).map(hoursWords));
  const free = rules.toReversed().find((rule) => !taken.has(hoursWords(rule)));
  if (free && taken.size === 0) return { start: free.start, end: free.end };
  return (
    [
      { start: '19:00', end: '21:00' },
      { start: '10:00', end: '12:00' },
      { start: '14:00', end: '16:00' },
    ].find((hours) => !rules.some((r) => r.weekday === weekday && overlaps(r, hours))) ?? {
      start: '07:00',
      end: '08:00',
    }
  );
}

function overlaps(a: { start: string; end: string }, b: { start: string; end: string }): boolean {
  const end = ({ start, end: to }: { start: string; end: string }) => (to <= start ? '24:00' : to);
  return a.start < end(b) && b.start < end(a);
}
