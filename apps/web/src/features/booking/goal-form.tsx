import { NativeSelect, Radio, Stack, Textarea } from '@mantine/core';
import type { GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import { GoalBody } from '@dryrun/contracts/interviews.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';
import { ChoiceCards } from './choice-cards.tsx';
import type { GoalDraft } from './goal.ts';

interface GoalFormProps {
  options: GoalOptionsView;
  goal: GoalDraft;
  onGoal: (goal: GoalDraft) => void;
  note: string;
  onNote: (note: string) => void;
  /** Somebody fills it in for a learner. */
  isForOther?: boolean;
}

/** What the learner wants from the mock, asked before any time is shown. */
export function GoalForm({ options, goal, onGoal, note, onNote, isForOther = false }: GoalFormProps) {
  const format = options.formats.find(({ slug }) => slug === goal.format)?.body;
  const tracks = [...options.tracks].sort((a, b) => a.body.order - b.body.order);
  const levels = LEVELS.filter((level) => format === undefined || format.levels.includes(level));
  const moves = options.rubric.dimensions.filter(({ id }) => format?.focusDimensions.includes(id));
  const noteProblem = GoalBody.shape.note.safeParse(note).error?.issues[0]?.message;
  return (
    <Stack gap="lg">
      <ChoiceCards
        label="Kind of mock"
        value={goal.format}
        onChange={(slug) => onGoal({ ...goal, format: slug })}
        choices={options.formats.map(({ slug, body }) => ({
          value: slug,
          title: body.title,
          aside: `${body.minutes} min`,
          text: body.summary,
        }))}
      />
      <NativeSelect
        label="Track"
        value={goal.track ?? ''}
        onChange={(event) => onGoal({ ...goal, track: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: 'Choose a track' },
          ...tracks.map(({ slug, body }) => ({ value: slug, label: body.title })),
        ]}
      />
      <ChoiceCards
        label="Level"
        value={goal.level}
        onChange={(value) => onGoal({ ...goal, level: levels.find((level) => level === value) })}
        choices={levels.map((level) => ({ value: level, title: LEVEL_LABELS[level], aside: LEVEL_YEARS[level] }))}
      />
      {moves.length > 0 && (
        <Radio.Group
          size="md"
          label="A move to work on"
          description={`The mentor gives ${isForOther ? 'them' : 'you'} a chance to show it.`}
          value={goal.dimension ?? ''}
          onChange={(value) => onGoal({ ...goal, dimension: value || undefined })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="" label="None in particular" />
            {moves.map((move) => (
              <Radio key={move.id} value={move.id} label={move.title} description={move.summary} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Textarea
        label={isForOther ? 'A note to the mentor' : 'A note to your mentor'}
        description={`Optional, ${280 - note.length} characters left. For example what your interviews ask for.`}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
        error={noteProblem}
        maxLength={280}
        autosize
        minRows={2}
      />
    </Stack>
  );
}
