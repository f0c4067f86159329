import { useMemo, useRef, useState, type FormEvent } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import type { AvailabilityView, HoursPreviewView } from '@dryrun/contracts/scheduling.contract';
import { localDateOf, zoneCity } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { BookedList, BookedOutsideNotice } from './booked-outside-notice.tsx';
import { DatedHours } from './dated-hours.tsx';
import { HoursBasics } from './hours-basics.tsx';
import type { HoursBatch, HoursFormat, HoursOwner } from './hours-batch.ts';
import { differencesOf } from './hours-differences.ts';
import { formOf, remarksOf } from './hours-form.ts';
import { HoursSeen } from './hours-seen.tsx';
import { OwnLimits } from './own-limits.tsx';
import { SaveBar } from './save-bar.tsx';
import { TimeOff } from './time-off.tsx';
import { useHoursEditor } from './use-hours-editor.ts';
import { useHoursPreview } from './use-hours-preview.ts';
import { WeekPaint } from './week-paint.tsx';
import { WeeklyHours } from './weekly-hours.tsx';
import { ZoneStaysFields } from './zone-stays-fields.tsx';
import classes from './hours-editor.module.css';

/** How the week is edited; both ways edit the same form. */
export type HoursWay = 'list' | 'paint';

interface HoursEditorProps {
  view: AvailabilityView;
  /** Whose hours they are. */
  owner: HoursOwner;
  /** Zones of the mentor's learners, at least one. */
  learnerZones: readonly string[];
  /** Batches in which the hours are offered; none while they are not known. */
  batches: readonly HoursBatch[];
  formats: readonly HoursFormat[];
  way: HoursWay;
  onWay: (way: HoursWay) => void;
}

/** A mentor's hours: the week, dates that differ, time off, zone and call link, limits, and what learners see of it. */
export function HoursEditor({ view, owner, learnerZones, batches, formats, way, onWay }: HoursEditorProps) {
  const editor = useHoursEditor(view, owner);
  const { form, faults, isDirty, conflict } = editor;
  const now = useNow(60_000);
  const formElement = useRef<HTMLFormElement>(null);
  const remarks = useMemo(() => (isDirty ? remarksOf(form) : new Map<string, string[]>()), [form, isDirty]);
  const [batchId, setBatchId] = useState(batches[0]?.id ?? '');
  const [formatSlug, setFormat] = useState('');
  const format = formats.find(({ slug }) => slug === formatSlug) ?? formats[0];
  const batch = batches.find(({ id }) => id === batchId) ?? batches[0];
  const wanted = owner.isMe && batch && format ? { batchId: batch.id, minutes: format.minutes } : null;
  const preview = useHoursPreview(wanted, form, faults.size > 0);
  const [asked, setAsked] = useState<HoursPreviewView['bookedOutside'] | null>(null);
  const outside = isDirty ? (preview.seen?.bookedOutside ?? []) : view.bookedOutside;
  const today = localDateOf(now, form.timeZone);
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty &&
      current.pathname !== next.pathname &&
      !window.confirm('These hours are not saved yet. Leave and lose the changes?'),
    enableBeforeUnload: () => isDirty,
  });
  const save = () => {
    setAsked(null);
    if (!editor.save()) formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const known = new Set(view.bookedOutside.filter((b) => b.isInTimeOff).map((b) => b.interviewId));
    const answer = faults.size === 0 && form.timeOff.length > 0 ? await preview.askNow(form) : null;
    const fresh = (answer?.bookedOutside ?? []).filter((b) => b.isInTimeOff && !known.has(b.interviewId));
    if (fresh.length > 0) setAsked(fresh);
    else save();
  };

  if (conflict) {
    const theirs = formOf(conflict);
    return (
      <VersionChoice
        explanation={`${owner.isMe ? 'Another tab or device saved your hours.' : 'Somebody else saved these hours meanwhile.'} Both versions are safe. Choose what to keep in each place; nothing is saved until you press Save.`}
        places={differencesOf(form, theirs)}
        onChoose={(mine) => editor.settle(mine.reduce((built, place) => place.putInto(built), theirs))}
      />
    );
  }
  return (
    <form ref={formElement} onSubmit={(event) => void submit(event)} noValidate className={classes.columns}>
      <Stack gap="lg" className={classes.main}>
        {view.version === 0 && !isDirty && (
          <Notice title={owner.isMe ? 'Nobody can book you yet' : 'Nobody can book this mentor yet'}>
            Add the hours in which {owner.isMe ? 'you' : 'they'} could run a mock. Learners book within them; nobody
            asks again.
          </Notice>
        )}
        <BookedOutsideNotice booked={outside} timeZone={form.timeZone} isMine={owner.isMe} />
        {view.notes.length > 0 && (
          <Notice title={`About ${owner.isMe ? 'your' : 'the'} saved hours`} isLive>
            <ul className={classes.notes}>
              {view.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Panel
          title="Every week"
          actions={
            <Group gap="sm">
              <span className="eyebrow">On the clock in {zoneCity(form.timeZone)}</span>
              <SegmentedControl
                aria-label="How to edit the week"
                value={way}
                onChange={(value) => onWay(value as HoursWay)}
                data={[
                  { value: 'list', label: 'List' },
                  { value: 'paint', label: 'Paint' },
                ]}
              />
            </Group>
          }
        >
          {way === 'paint' ? <WeekPaint editor={editor} /> : <WeeklyHours editor={editor} remarks={remarks} />}
        </Panel>
        <Panel title="Dates that differ">
          <DatedHours editor={editor} remarks={remarks} today={today} />
        </Panel>
        <Panel title="Time off">
          <TimeOff editor={editor} today={today} />
        </Panel>
        <Panel title={owner.isMe ? 'Clock and call' : 'Clock'}>
          <HoursBasics editor={editor} knownZones={learnerZones} hasLink={owner.isMe} />
        </Panel>
        <Panel title="Advanced" headingOrder={2}>
          <Disclosure
            title={`Away in another time zone${countOf(form.stays.length)}`}
            isOpenAtFirst={form.stays.length > 0}
          >
            <ZoneStaysFields editor={editor} today={today} />
          </Disclosure>
          <Disclosure
            title={`Limits of ${owner.isMe ? 'your' : 'their'} own${countOf(Object.values(form.limits).filter((limit) => limit !== null).length)}`}
          >
            <OwnLimits editor={editor} batches={batches} />
          </Disclosure>
        </Panel>
        {editor.error && <ProblemNotice error={editor.error} />}
        <SaveBar {...editor} faultCount={faults.size} />
      </Stack>
      <div className={classes.side}>
        <HoursSeen
          view={view}
          form={form}
          isDirty={isDirty}
          hasFaults={faults.size > 0}
          now={now}
          learnerZones={learnerZones}
          seen={preview.seen}
          isBehind={preview.isBehind}
          batches={batches}
          formats={formats}
          batchId={batch?.id ?? ''}
          format={format?.slug ?? ''}
          onBatch={setBatchId}
          onFormat={setFormat}
          whose={owner.isMe ? 'you' : zoneCity(form.timeZone)}
        />
      </div>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title="Mocks are booked in that time off">
        <p className={classes.asked}>
          They stay booked, and the learners count on them, until you cancel or hand over each. Saving takes away the
          other times of these days.
        </p>
        <BookedList booked={asked ?? []} timeZone={form.timeZone} isMine={owner.isMe} />
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => setAsked(null)}>
            Back
          </Button>
          <Button onClick={save}>Save the time off</Button>
        </Group>
      </Modal>
    </form>
  );
}

function countOf(count: number): string {
  return count === 0 ? '' : ` (${count})`;
}
