import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { formatTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { Panel } from '../../ui/panel.tsx';
import { differencesOf, type Difference } from './card-differences.ts';
import { formOf, type ScorecardForm } from './scorecard-form.ts';
import classes from './draft-conflict.module.css';

interface DraftConflictProps {
  mine: ScorecardForm;
  theirs: ScorecardView;
  onChoose: (form: ScorecardForm) => void;
}

/** Two versions of one card, side by side; what is kept is chosen place by place, and nothing is saved before. */
export function DraftConflict({ mine, theirs, onChoose }: DraftConflictProps) {
  const { timeZone } = useZone();
  const saved = formOf(theirs);
  const differences = differencesOf(mine, saved, theirs);
  const [kept, setKept] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const sideOf = ({ place }: Difference) => kept[place] ?? 'mine';
  const all = (side: 'mine' | 'theirs') => setKept(Object.fromEntries(differences.map(({ place }) => [place, side])));
  const savedAt = theirs.savedAt === null ? '' : ` at ${formatTime(theirs.savedAt, timeZone)}`;
  return (
    <Panel title="Saved elsewhere in between" tone="accent">
      <Text className="measure">
        Another tab or device saved this scorecard{savedAt}. Both versions are safe. Choose what to keep in each place;
        nothing is saved until you do.
      </Text>
      <Group gap="xs" my="md">
        <Button variant="default" onClick={() => all('mine')}>
          All from this screen
        </Button>
        <Button variant="default" onClick={() => all('theirs')}>
          All as saved elsewhere
        </Button>
      </Group>
      {differences.map((difference) => (
        <fieldset key={difference.place} className={classes.place}>
          <legend className={classes.title}>{difference.title}</legend>
          <Side
            difference={difference}
            side="mine"
            name="On this screen"
            lines={difference.mine}
            isKept={sideOf(difference) === 'mine'}
            onKeep={() => setKept({ ...kept, [difference.place]: 'mine' })}
          />
          <Side
            difference={difference}
            side="theirs"
            name={`Saved elsewhere${savedAt}`}
            lines={difference.theirs}
            isKept={sideOf(difference) === 'theirs'}
            onKeep={() => setKept({ ...kept, [difference.place]: 'theirs' })}
          />
        </fieldset>
      ))}
      {differences.length === 0 && <Text>Both say the same.</Text>}
      <Button
        mt="md"
        onClick={() =>
          onChoose(
            differences
              .filter((difference) => sideOf(difference) === 'mine')
              .reduce((form, difference) => difference.take(mine, form), saved),
          )
        }
      >
        Go on with what is ticked
      </Button>
    </Panel>
  );
}

interface SideProps {
  difference: Difference;
  side: 'mine' | 'theirs';
  name: string;
  lines: readonly string[];
  isKept: boolean;
  onKeep: () => void;
}

function Side({ difference, side, name, lines, isKept, onKeep }: SideProps) {
  return (
    <label className={classes.side}>
      <span className={classes.name}>
        <input type="radio" name={`keep ${difference.place}`} value={side} checked={isKept} onChange={onKeep} /> {name}
      </span>
      {lines.length === 0 && <em className={classes.nothing}>nothing</em>}
      {lines.map((line, index) => (
        <span key={index} className={classes.line}>
          {line}
        </span>
      ))}
    </label>
  );
}
