import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { Panel } from './panel.tsx';
import classes from './version-choice.module.css';

/** A place in which two versions of one thing differ, each side as lines to read. */
export interface DifferingPlace {
  /** Unique within the list. */
  place: string;
  title: string;
  mine: readonly string[];
  theirs: readonly string[];
}

interface VersionChoiceProps<P extends DifferingPlace> {
  /** What happened, and that both versions are safe. */
  explanation: string;
  /** When the other version was saved, e.g. ` at 10:42 am`; empty when that is not known. */
  savedAt?: string;
  places: readonly P[];
  /** Gets the places in which this screen's version is to be kept. */
  onChoose: (keptMine: readonly P[]) => void;
}

/** Two versions side by side; what is kept is chosen place by place, and nothing is saved before. */
export function VersionChoice<P extends DifferingPlace>(props: VersionChoiceProps<P>) {
  const { explanation, savedAt = '', places, onChoose } = props;
  const [kept, setKept] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const sideOf = ({ place }: P) => kept[place] ?? 'mine';
  const all = (side: 'mine' | 'theirs') => setKept(Object.fromEntries(places.map(({ place }) => [place, side])));
  return (
    <Panel title="Saved elsewhere in between" tone="accent">
      <Text className="measure" role="alert">
        {explanation}
      </Text>
      <Group gap="xs" my="md">
        <Button variant="default" onClick={() => all('mine')}>
          All from this screen
        </Button>
        <Button variant="default" onClick={() => all('theirs')}>
          All as saved elsewhere
        </Button>
      </Group>
      {places.map((differing) => (
        <fieldset key={differing.place} className={classes.place}>
          <legend className={classes.title}>{differing.title}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <Side
              key={side}
              name={`keep ${differing.place}`}
              title={side === 'mine' ? 'On this screen' : `Saved elsewhere${savedAt}`}
              lines={differing[side]}
              isKept={sideOf(differing) === side}
              onKeep={() => setKept({ ...kept, [differing.place]: side })}
            />
          ))}
        </fieldset>
      ))}
      {places.length === 0 && <Text>Both say the same.</Text>}
      <Button mt="md" onClick={() => onChoose(places.filter((differing) => sideOf(differing) === 'mine'))}>
        Go on with what is ticked
      </Button>
    </Panel>
  );
}

interface SideProps {
  /** Of the radio group. */
  name: string;
  title: string;
  lines: readonly string[];
  isKept: boolean;
  onKeep: () => void;
}

function Side({ name, title, lines, isKept, onKeep }: SideProps) {
  return (
    <label className={classes.side}>
      <span className={classes.name}>
        <input type="radio" name={name} checked={isKept} onChange={onKeep} /> {title}
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
