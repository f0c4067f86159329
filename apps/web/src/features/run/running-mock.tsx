import { useRef, useState } from 'react';
import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { InterviewView, PlanView, StageView } from '@dryrun/contracts/interviews.contract';
import type { MarkKind } from '@dryrun/domain/interviews/marks';
import { useShortcuts, useShortcutSwitch, type Shortcuts } from '../../platform/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ShortcutSheet } from '../../ui/shortcut-sheet.tsx';
import { MARK_WORDS } from '../../ui/words.ts';
import { CurrentQuestion } from './current-question.tsx';
import { inWords, MarksPanel } from './marks-panel.tsx';
import { PhaseNow, RunClock } from './phase-now.tsx';
import { PrivateNotes } from './private-notes.tsx';
import { KIND_KEYS, RUN_KEYS } from './run-keys.ts';
import classes from './running-mock.module.css';
import { useMarks } from './use-marks.ts';
import { nextPushback, useRun } from './use-run.ts';
import { WeMetDialog } from './we-met-dialog.tsx';

/** What a phone shows below the clock; a wide screen shows all of it. */
const VIEWS = ['Question', 'Marks', 'Notes'] as const;
type View = (typeof VIEWS)[number];

interface RunningMockProps {
  interview: InterviewView;
  /** ISO instant at which the clock was started. */
  startedAt: string;
  plan: PlanView;
  stage: StageView | undefined;
  personId: string;
  onEnded: () => unknown;
}

/** The mentor's side of the room while the clock runs. */
export function RunningMock({ interview, startedAt, plan, stage, personId, onEnded }: RunningMockProps) {
  const started = Date.parse(startedAt);
  const run = useRun(plan, stage);
  const marks = useMarks(plan, started);
  const [hasKeys, setHasKeys] = useShortcutSwitch(personId);
  const [view, setView] = useState<View>('Question');
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const [chosenMove, setChosenMove] = useState<string | null>(null);
  const [openItem, setOpenItem] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [news, setNews] = useState('');
  const noteField = useRef<HTMLInputElement>(null);
  useBlocker({
    shouldBlockFn: () => marks.unsent > 0 && !window.confirm('Some marks are not saved yet. Leave and lose them?'),
    enableBeforeUnload: () => marks.unsent > 0,
  });

  const moves = plan.focusDimensions;
  const titleOf = (id: string) => moves.find((move) => move.id === id)?.title ?? id;
  const item =
    plan.items.find(({ id }) => id === (openItem ?? run.shownItemId)) ??
    plan.items.find(({ shownAt }) => shownAt === null) ??
    plan.items[0];

  const mark = (dimension: string, kind: MarkKind) => {
    marks.add(dimension, kind, note.trim());
    setNote('');
    setNews(`Marked: ${titleOf(dimension)}, ${MARK_WORDS[kind].toLowerCase()}.`);
  };
  const markChosen = (kind: MarkKind) => () =>
    chosenMove === null ? setNews('Choose a move first, with the number beside it.') : mark(chosenMove, kind);
  const takeBackNewest = () => {
    const newest = marks.shown.at(-1);
    if (!newest) return setNews('There is no mark to take back.');
    marks.takeBack(newest);
    setNews(`Taken back: ${inWords(newest, titleOf)}.`);
  };
  const pushBack = () => {
    const next = item && nextPushback(item);
    if (!item || !next) return setNews('No planned pushback is left for this question.');
    run.usePushback(item.id, next.id);
    setNews(`Pushback noted: ${next.says}`);
  };
  const openBeside = (step: number) => () => {
    const index = plan.items.findIndex(({ id }) => id === item?.id);
    setOpenItem(plan.items[index + step]?.id ?? item?.id ?? null);
  };
  const shortcuts: Shortcuts = {
    ...Object.fromEntries(
      moves.map((move, index) => [
        String(index + 1),
        () => {
          setChosenMove(move.id);
          setNews(`${move.title}: U unasked, A when asked, M missing.`);
        },
      ]),
    ),
    [KIND_KEYS.unasked.toLowerCase()]: markChosen('unasked'),
    [KIND_KEYS.when_asked.toLowerCase()]: markChosen('when_asked'),
    [KIND_KEYS.missing.toLowerCase()]: markChosen('missing'),
    z: takeBackNewest,
    n: () => noteField.current?.focus(),
    p: pushBack,
    s: () => item && run.show(run.shownItemId === item.id ? null : item.id),
    j: openBeside(1),
    k: openBeside(-1),
    '?': () => setSheetOpen(true),
  };
  useShortcuts(shortcuts, hasKeys);

  return (
    <div className={classes.room}>
      <RunClock phases={plan.phases} startedAt={startedAt}>
        <SegmentedControl
          className={classes.views}
          aria-label="What to see"
          size="md"
          fullWidth
          value={view}
          onChange={(next) => setView(VIEWS.find((name) => name === next) ?? 'Question')}
          data={VIEWS.map((name) => ({ value: name, label: name }))}
        />
      </RunClock>
      <Group justify="space-between" gap="xs">
        <Text role="status" className={classes.news}>
          {news}
        </Text>
        <Group gap="xs">
          <Button variant="default" className={classes.keys} onClick={() => setSheetOpen(true)}>
            Keys
          </Button>
          <Button variant="default" onClick={() => setEnding(true)}>
            We met: end the mock
          </Button>
        </Group>
      </Group>
      {run.error && <ProblemNotice error={run.error} />}
      <div className={classes.columns} data-view={view}>
        <div className={classes.question}>
          <PhaseNow phases={plan.phases} startedAt={started} />
          {item ? (
            <CurrentQuestion
              items={plan.items}
              item={item}
              onChoose={setOpenItem}
              run={run}
              startedAt={started}
              hasKeys={hasKeys}
            />
          ) : (
            <EmptyState>{plan.shortage || 'No question is planned; choose some in the kit.'}</EmptyState>
          )}
        </div>
        <div className={classes.side}>
          <div className={classes.marks}>
            <MarksPanel
              plan={plan}
              marks={marks}
              chosen={chosenMove}
              onChoose={setChosenMove}
              onMark={mark}
              note={note}
              onNote={setNote}
              noteRef={noteField}
              hasKeys={hasKeys}
            />
          </div>
          <div className={classes.notes}>
            <PrivateNotes interviewId={interview.id} personId={personId} />
          </div>
        </div>
      </div>
      <ShortcutSheet
        isOpen={isSheetOpen}
        close={() => setSheetOpen(false)}
        keys={RUN_KEYS}
        isOn={hasKeys}
        onSwitch={setHasKeys}
      />
      {isEnding && (
        <WeMetDialog
          interview={interview}
          items={plan.items}
          unsentMarks={marks.unsent}
          close={() => setEnding(false)}
          onEnded={onEnded}
        />
      )}
    </div>
  );
}
