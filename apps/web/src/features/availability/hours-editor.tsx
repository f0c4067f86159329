import { useMemo, useRef, useState, type FormEvent } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { Stack, Text } from '@mantine/core';
import type { AvailabilityView } from '@dryrun/contracts/scheduling.contract';
import { localDateOf, zoneAbbreviation, zoneCity } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { ZoneContext } from '../../platform/zone.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { ZoneSwitch } from '../../ui/zone-switch.tsx';
import { DatedHours } from './dated-hours.tsx';
import { HoursBasics } from './hours-basics.tsx';
import { differencesOf } from './hours-differences.ts';
import { formOf, remarksOf } from './hours-form.ts';
import { HoursPreview } from './hours-preview.tsx';
import { windowsOf } from './preview-windows.ts';
import { SaveBar } from './save-bar.tsx';
import { useHoursEditor } from './use-hours-editor.ts';
import { WeeklyHours } from './weekly-hours.tsx';
import classes from './hours-editor.module.css';

interface HoursEditorProps {
  view: AvailabilityView;
  /** Zones of the mentor's learners, at least one. */
  learnerZones: readonly string[];
}

/** A mentor's hours: the week, dates that differ, zone and call link, and what learners see of it. */
export function HoursEditor({ view, learnerZones }: HoursEditorProps) {
  const editor = useHoursEditor(view);
  const { form, faults, isDirty, conflict } = editor;
  const now = useNow(60_000);
  const [learnerZone, setLearnerZone] = useState(learnerZones[0] ?? view.timeZone);
  const formElement = useRef<HTMLFormElement>(null);
  const remarks = useMemo(() => (isDirty ? remarksOf(form) : new Map<string, string[]>()), [form, isDirty]);
  const windows = useMemo(
    () => (!isDirty ? view.preview : faults.size === 0 ? windowsOf(form, now) : null),
    [isDirty, view.preview, faults.size, form, now],
  );
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty &&
      current.pathname !== next.pathname &&
      !window.confirm('Your hours are not saved yet. Leave and lose the changes?'),
    enableBeforeUnload: () => isDirty,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!editor.save()) formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  if (conflict) {
    const theirs = formOf(conflict);
    return (
      <VersionChoice
        explanation="Another tab or device saved your hours. Both versions are safe. Choose what to keep in each place; nothing is saved until you press Save."
        places={differencesOf(form, theirs)}
        onChoose={(mine) => editor.settle(mine.reduce((built, place) => place.putInto(built), theirs))}
      />
    );
  }
  return (
    <form ref={formElement} onSubmit={submit} noValidate className={classes.columns}>
      <Stack gap="lg" className={classes.main}>
        {view.version === 0 && !isDirty && (
          <Notice title="Nobody can book you yet">
            Add the hours in which you could run a mock. Learners book within them; nobody asks you again.
          </Notice>
        )}
        {view.notes.length > 0 && (
          <Notice title="About your saved hours" isLive>
            <ul className={classes.notes}>
              {view.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Panel title="Every week" actions={<span className="eyebrow">On the clock in {zoneCity(form.timeZone)}</span>}>
          <WeeklyHours editor={editor} remarks={remarks} />
        </Panel>
        <Panel title="Dates that differ">
          <DatedHours editor={editor} remarks={remarks} today={localDateOf(now, form.timeZone)} />
        </Panel>
        <Panel title="Clock and call">
          <HoursBasics editor={editor} knownZones={learnerZones} />
        </Panel>
        {editor.error && <ProblemNotice error={editor.error} />}
        <SaveBar {...editor} faultCount={faults.size} />
      </Stack>
      <div className={classes.side}>
        <ZoneContext value={{ timeZone: learnerZone, offered: learnerZones, choose: setLearnerZone }}>
          <Panel
            title={`Learners in ${zoneAbbreviation(new Date(now).toISOString(), learnerZone)} see`}
            actions={learnerZones.length > 1 && <ZoneSwitch />}
            tone="quiet"
          >
            <Text size="sm" c="dimmed" mb="sm">
              {isDirty && 'Once you save. '}The next two weeks, less what is taken, too soon or beyond your limits.
            </Text>
            {windows === null ? (
              <Text c="dimmed">Mend the marked places to see it.</Text>
            ) : (
              <HoursPreview windows={windows} ownZone={form.timeZone} />
            )}
          </Panel>
        </ZoneContext>
      </div>
    </form>
  );
}
