import { Button, Checkbox, Group, SimpleGrid, Stack } from '@mantine/core';
import type { Qualification } from '@dryrun/contracts/people.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';

interface QualificationTicksProps {
  tracks: readonly { slug: string; title: string }[];
  value: Qualification;
  onChange: (value: Qualification) => void;
}

/** What a mentor interviews: every ticked track at every ticked level. */
export function QualificationTicks({ tracks, value, onChange }: QualificationTicksProps) {
  const isAll = value.tracks.length === tracks.length;
  return (
    <Stack gap="md">
      <Checkbox.Group
        label="Levels they interview"
        value={value.levels}
        onChange={(levels) => onChange({ ...value, levels: LEVELS.filter((level) => levels.includes(level)) })}
      >
        <Group mt="xs" gap="lg">
          {LEVELS.map((level) => (
            <Checkbox key={level} value={level} label={`${LEVEL_LABELS[level]} (${LEVEL_YEARS[level]})`} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox.Group
        label="Tracks they interview"
        value={value.tracks}
        onChange={(slugs) => onChange({ ...value, tracks: slugs })}
      >
        <SimpleGrid cols={{ base: 2, xs: 3 }} mt="xs" spacing="xs">
          {tracks.map(({ slug, title }) => (
            <Checkbox key={slug} value={slug} label={title} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <Group>
        <Button
          variant="subtle"
          size="sm"
          onClick={() => onChange({ ...value, tracks: isAll ? [] : tracks.map(({ slug }) => slug) })}
        >
          {isAll ? 'Untick all tracks' : 'Tick all tracks'}
        </Button>
      </Group>
    </Stack>
  );
}

/** "AWS, Linux and 3 more · mid, senior" */
export function qualificationInWords(
  { tracks: slugs, levels }: Qualification,
  tracks: readonly { slug: string; title: string }[],
): string {
  const titles = tracks.filter(({ slug }) => slugs.includes(slug)).map(({ title }) => title);
  const shown = titles.length === tracks.length ? 'every track' : named(titles);
  const levelWords = levels.length === LEVELS.length ? 'every level' : levels.map((l) => LEVEL_LABELS[l]).join(', ');
  return `${shown} · ${levelWords}`;
}

function named(titles: readonly string[]): string {
  if (titles.length <= 4) return titles.join(', ');
  return `${titles.slice(0, 3).join(', ')} and ${titles.length - 3} more`;
}
