import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Modal, Stack, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { hintsForScorecard, missingInScorecard, type RatingLevel } from '@dryrun/domain/feedback/scorecard';
import { useShortcuts, useShortcutSwitch } from '../../platform/shortcuts.ts';
import { formatTime, localDateOf } from '../../platform/time.ts';
import { useNow } from '../../platform/use-now.ts';
import { useZone } from '../../platform/zone.ts';
import { Notice } from '../../ui/notice.tsx';
import { ShortcutSheet } from '../../ui/shortcut-sheet.tsx';
import { DraftConflict } from './draft-conflict.tsx';
import { KeyPointsPanel } from './key-points-panel.tsx';
import { goTo, MissingList } from './missing-list.tsx';
import { MoveCard } from './move-card.tsx';
import { NextStepsPanel } from './next-steps-panel.tsx';
import { focusOf, moveId, placeOf, rate, ratingOf, setNotObserved, type ScorecardForm } from './scorecard-form.ts';
import { SubmitBar } from './submit-bar.tsx';
import { SubmittedCard } from './submitted-card.tsx';
import { useScorecardDraft } from './use-scorecard-draft.ts';
import { NotePanel, StrengthsPanel } from './words-panel.tsx';
import classes from './scorecard-editor.module.css';

interface ScorecardEditorProps {
  view: ScorecardView;
  raterId: string;
  /** The card as its learner will read it. */
  preview: (view: ScorecardView, form: ScorecardForm) => ReactNode;
}

/** One mock's scorecard from first tap to submitted. Mount it anew for another mock. */
export function ScorecardEditor({ view, raterId, preview }: ScorecardEditorProps) {
  const { keeper, state } = useScorecardDraft(view, raterId);
  useTopOnChange(state.base.state !== 'draft' ? 'submitted' : state.conflict ? 'conflict' : 'open');
  if (state.base.state !== 'draft')
    return (
      <SubmittedCard view={state.base} leftover={state.leftover} onDropLeftover={keeper.dropLeftover}>
        {preview(state.base, state.form)}
      </SubmittedCard>
    );
  if (state.conflict) return <DraftConflict mine={state.form} theirs={state.conflict} onChoose={keeper.choose} />;
  return <OpenCard keeper={keeper} state={state} raterId={raterId} preview={preview} />;
}

/** Another page than before, as far as its reader is concerned: it begins at its top, for eyes and for the focus. */
function useTopOnChange(screen: 'open' | 'conflict' | 'submitted'): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    document.getElementById('content')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen]);
}

type OpenCardProps = Pick<ScorecardEditorProps, 'raterId' | 'preview'> & ReturnType<typeof useScorecardDraft>;

function OpenCard({ keeper, state, raterId, preview }: OpenCardProps) {
  const { form, base } = state;
  const { timeZone } = useZone();
  const today = localDateOf(useNow(60_000), timeZone);
  const focus = useMemo(() => focusOf(base), [base]);
  const missing = missingInScorecard(form, focus);
  const hints = hintsForScorecard(form, base.dimensions);
  const [isTried, setIsTried] = useState(false);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const [areKeysOn, setAreKeysOn] = useShortcutSwitch(raterId);
  const [current, setCurrent] = useState(base.dimensions[0]?.id ?? '');
  const isPhone = useMediaQuery('(max-width: 47.99em)');
  const named = missing.length > 0 ? missing : state.refused;

  const submit = () => {
    setIsTried(true);
    const first = missing[0];
    if (first === undefined) void keeper.submit();
    else {
      void keeper.save();
      goTo(placeOf(first, form));
    }
  };
  const step = (by: 1 | -1) => {
    const at = base.dimensions.findIndex(({ id }) => id === current);
    const next = base.dimensions[at + by];
    if (next) goTo(moveId(next.id));
  };
  const level = (value: RatingLevel) => () => keeper.change((old) => rate(old, current, value));
  useShortcuts(
    {
      1: level(1),
      2: level(2),
      3: level(3),
      4: level(4),
      0: () => keeper.change((old) => setNotObserved(old, current, !ratingOf(old, current).isNotObserved)),
      j: () => step(1),
      k: () => step(-1),
      '?': () => setIsSheetOpen(true),
    },
    areKeysOn,
  );
  useSubmitKey(submit);

  return (
    <>
      <Stack gap="lg">
        {state.restoredFrom !== null && (
          <Notice>
            What you had typed on this device at {formatTime(state.restoredFrom, timeZone)} is back; it had not been
            saved.
          </Notice>
        )}
        <section id="moves" aria-label="Reasoning, move by move">
          <div className={classes.head}>
            <div>
              <Title order={2} size="h2">
                Reasoning, move by move
              </Title>
              <p className={classes.lead}>
                Tap the level that fits what you saw.
                <span className={classes.keys}> Keys 1–4 rate the marked move, J and K go on and back.</span>
              </p>
            </div>
            <Button className={classes.keys} variant="subtle" onClick={() => setIsSheetOpen(true)}>
              All keys
            </Button>
          </div>
          <Stack gap="md">
            {base.dimensions.map((dimension) => {
              const at = form.ratings.findIndex((r) => r.dimension === dimension.id);
              return (
                <MoveCard
                  key={dimension.id}
                  dimension={dimension}
                  rating={ratingOf(form, dimension.id)}
                  pointer={`/ratings/${at}`}
                  view={base}
                  hints={hints}
                  isMissing={isTried && missing.some(({ pointer }) => pointer === `/ratings/${at}`)}
                  isCurrent={areKeysOn && dimension.id === current}
                  onEnter={() => setCurrent(dimension.id)}
                  onChange={keeper.change}
                />
              );
            })}
          </Stack>
        </section>
        {base.questions.length > 0 && (
          <KeyPointsPanel questions={base.questions} form={form} onChange={keeper.change} />
        )}
        <StrengthsPanel form={form} onChange={keeper.change} hints={hints} missing={isTried ? missing : []} />
        <NextStepsPanel
          steps={form.nextSteps}
          dimensions={base.dimensions}
          hints={hints}
          missing={isTried ? missing : []}
          onChange={keeper.change}
          today={today}
        />
        <NotePanel form={form} onChange={keeper.change} learnerName={base.learner.name.split(' ')[0] ?? ''} />
      </Stack>
      <SubmitBar
        state={state}
        rated={focus.filter(({ id }) => isAnswered(form, id)).length}
        total={focus.length}
        onSave={() => void keeper.save()}
        onPreview={() => setIsPreviewing(true)}
        onSubmit={submit}
      >
        {isTried && named.length > 0 && <MissingList missing={named} form={form} />}
      </SubmitBar>
      <Modal
        opened={isPreviewing}
        onClose={() => setIsPreviewing(false)}
        title={`As ${base.learner.name} will read it`}
        size="60rem"
        fullScreen={isPhone}
      >
        {isPreviewing && preview(base, form)}
      </Modal>
      <ShortcutSheet
        isOpen={isSheetOpen}
        close={() => setIsSheetOpen(false)}
        keys={KEYS}
        isOn={areKeysOn}
        onSwitch={setAreKeysOn}
      />
    </>
  );
}

const KEYS = [
  { keys: ['1', '2', '3', '4'], does: 'Rate the marked move' },
  { keys: ['0'], does: 'The marked move was not observed' },
  { keys: ['J', 'K'], does: 'Next move, move before' },
  { keys: ['⌘ Enter', 'Ctrl Enter'], does: 'Submit, also while you type' },
  { keys: ['?'], does: 'This sheet' },
] as const;

function isAnswered(form: ScorecardForm, dimension: string): boolean {
  const { level, isNotObserved } = ratingOf(form, dimension);
  return level !== null || isNotObserved;
}

/** ⌘ or Ctrl with Enter, wherever the focus is but in a dialog. */
function useSubmitKey(submit: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat || isInDialog) return;
      event.preventDefault();
      submit();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [submit]);
}
