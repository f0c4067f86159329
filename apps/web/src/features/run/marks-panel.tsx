import type { Ref } from 'react';
import { Button, Text, TextInput } from '@mantine/core';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import { MARK_KINDS, type MarkKind } from '@dryrun/domain/interviews/marks';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { MARK_WORDS } from '../../ui/words.ts';
import { KeyHint } from './key-hint.tsx';
import classes from './marks-panel.module.css';
import { KIND_KEYS } from './run-keys.ts';
import type { Marks, ShownMark } from './use-marks.ts';

interface MarksPanelProps {
  plan: Pick<PlanView, 'focusDimensions' | 'dimensionToProbe'>;
  marks: Marks;
  /** Id of the move that the keys mark; null: none chosen. */
  chosen: string | null;
  onChoose: (dimension: string) => void;
  onMark: (dimension: string, kind: MarkKind) => void;
  note: string;
  onNote: (note: string) => void;
  noteRef: Ref<HTMLInputElement>;
  /** Whether single keys act, so that they are shown. */
  hasKeys: boolean;
}

/** One tap (or two keys) stamps a move with the minute; the newest mark stands on top and can be taken back. */
export function MarksPanel(props: MarksPanelProps) {
  const { plan, marks, chosen, onChoose, onMark, note, onNote, noteRef, hasKeys } = props;
  const titleOf = (id: string) => plan.focusDimensions.find((d) => d.id === id)?.title ?? id;
  return (
    <Panel title="Marks">
      <ul className={classes.moves}>
        {plan.focusDimensions.map((move, index) => (
          <li key={move.id} className={classes.move} data-chosen={move.id === chosen || undefined}>
            <button
              type="button"
              className={classes.title}
              aria-pressed={move.id === chosen}
              onClick={() => onChoose(move.id)}
              title={move.summary}
            >
              {hasKeys && <KeyHint>{index + 1}</KeyHint>}
              <span>{move.title}</span>
              {move.id === plan.dimensionToProbe && <span className={classes.probe}>probe this</span>}
            </button>
            <div className={classes.kinds}>
              {MARK_KINDS.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  className={classes.kind}
                  data-key={hasKeys && move.id === chosen ? KIND_KEYS[kind] : undefined}
                  aria-label={`${MARK_WORDS[kind]}: ${move.title}`}
                  onClick={() => {
                    onChoose(move.id);
                    onMark(move.id, kind);
                  }}
                >
                  {MARK_WORDS[kind]}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <TextInput
        ref={noteRef}
        label="Note for the next mark"
        placeholder="In their words, if you can"
        value={note}
        maxLength={280}
        onChange={(event) => onNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Back to the keys; the text stays for the next mark.
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
        rightSection={hasKeys ? <KeyHint>N</KeyHint> : undefined}
      />
      {marks.error && <ProblemNotice error={marks.error} />}
      <MarkLog marks={marks} titleOf={titleOf} />
    </Panel>
  );
}

function MarkLog({ marks, titleOf }: { marks: Marks; titleOf: (dimension: string) => string }) {
  if (marks.shown.length === 0)
    return (
      <Text c="dimmed" mt="md">
        No marks yet. They become examples in the scorecard, each with its minute.
      </Text>
    );
  return (
    <ol className={classes.log} aria-label="Marks so far, newest first" reversed>
      {marks.shown.toReversed().map((mark) => (
        <li key={mark.id} className={classes.mark}>
          <span className={classes.minute}>min {mark.minute}</span>
          <span>
            {titleOf(mark.dimension)}, {MARK_WORDS[mark.kind].toLowerCase()}
            {mark.note !== '' && <q className={classes.note}>{mark.note}</q>}
            {!mark.isSaved && <span className={classes.unsent}>being saved</span>}
          </span>
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={`Take back: ${inWords(mark, titleOf)}`}
            onClick={() => marks.takeBack(mark)}
          >
            Take back
          </Button>
        </li>
      ))}
    </ol>
  );
}

/** "Trade-offs, unasked, minute 12" */
export function inWords(
  mark: Pick<ShownMark, 'dimension' | 'kind' | 'minute'>,
  titleOf: (id: string) => string,
): string {
  return `${titleOf(mark.dimension)}, ${MARK_WORDS[mark.kind].toLowerCase()}, minute ${mark.minute}`;
}
