import { useState, type ReactNode } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { qualificationEndpoints as e, type QualificationView } from '@dryrun/contracts/qualifications.contract';
import { LEVELS, type Level } from '@dryrun/domain/cohorts/levels';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './qualification-panel.module.css';

interface Named {
  slug: string;
  title: string;
}

interface QualificationPanelProps {
  batchId: string;
  personId: string;
  title: string;
  /** `narrow`: what of it I give right now · `grant`: what this mentor may give. */
  deed: 'narrow' | 'grant';
  tracks: readonly Named[];
  formats: readonly Named[];
}

/** Which formats, tracks and levels a mentor gives in a batch. */
export function QualificationPanel(props: QualificationPanelProps) {
  const params = { batchId: props.batchId, personId: props.personId };
  const query = endpointQuery(e.qualification, { params });
  const qualification = useQuery(query);
  return (
    <Panel title={props.title}>
      <Loaded query={qualification}>{(view) => <Choices key={JSON.stringify(view)} view={view} {...props} />}</Loaded>
    </Panel>
  );
}

const LEVEL_WORDS: Record<Level, string> = { junior: 'Junior', mid: 'Mid', senior: 'Senior' };

function Choices({
  view,
  batchId,
  personId,
  deed,
  tracks,
  formats,
}: QualificationPanelProps & { view: QualificationView }) {
  const queryClient = useQueryClient();
  const params = { batchId, personId };
  const options = {
    invalidates: [interviewEndpoints.slots],
    onSuccess: (answer: QualificationView) =>
      void queryClient.setQueryData(endpointQuery(e.qualification, { params }).queryKey, answer),
  };
  const grant = useEndpointMutation(e.grantQualification, options);
  const narrow = useEndpointMutation(e.narrowQualification, options);
  const mutation = deed === 'grant' ? grant : narrow;
  const { granted, own } = view;
  const isNarrowing = deed === 'narrow';
  const offered = {
    tracks: isNarrowing ? tracks.filter(({ slug }) => granted.tracks.includes(slug)) : tracks,
    levels: isNarrowing ? LEVELS.filter((level) => granted.levels.includes(level)) : LEVELS,
    formats: formats.filter(({ slug }) => !isNarrowing || (granted.formats?.includes(slug) ?? true)),
  };
  const allFormats = offered.formats.map(({ slug }) => slug);
  const saved = {
    tracks: isNarrowing ? (own.tracks ?? granted.tracks).filter((t) => granted.tracks.includes(t)) : granted.tracks,
    levels: isNarrowing ? (own.levels ?? granted.levels).filter((l) => granted.levels.includes(l)) : granted.levels,
    formats: (isNarrowing ? own.formats : granted.formats)?.filter((f) => allFormats.includes(f)) ?? allFormats,
  };
  const [chosen, setChosen] = useState(saved);
  const isDirty = JSON.stringify(sorted(chosen)) !== JSON.stringify(sorted(saved));
  // All that there is means "whatever there will be", so that what comes later needs no tick.
  const orAll = <T,>(some: T[], all: readonly unknown[]): T[] | null => (some.length === all.length ? null : some);
  const submit = () =>
    isNarrowing
      ? narrow.mutate({
          params,
          body: {
            tracks: orAll(chosen.tracks, offered.tracks),
            levels: orAll(chosen.levels, offered.levels),
            formats: orAll(chosen.formats, allFormats),
          },
        })
      : grant.mutate({ params, body: { ...chosen, formats: orAll(chosen.formats, allFormats) } });
  const nothing = chosen.tracks.length === 0 || chosen.levels.length === 0 || chosen.formats.length === 0;
  return (
    <>
      <Text c="dimmed" mb="md" className="measure">
        {isNarrowing
          ? 'Untick what you would rather not give for a while. Booked mocks stay; a lead mentor or cohort admin decides what is on the list.'
          : 'Learners are offered this mentor for what is ticked. Booked mocks stay as they are.'}
      </Text>
      <ChoiceGroup legend="Levels">
        {offered.levels.map((level) => (
          <Tick
            key={level}
            label={LEVEL_WORDS[level]}
            isOn={chosen.levels.includes(level)}
            toggle={() => setChosen({ ...chosen, levels: toggled(chosen.levels, level) })}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup legend="Tracks">
        {offered.tracks.map(({ slug, title }) => (
          <Tick
            key={slug}
            label={title}
            isOn={chosen.tracks.includes(slug)}
            toggle={() => setChosen({ ...chosen, tracks: toggled(chosen.tracks, slug) })}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup legend="Formats">
        {offered.formats.map(({ slug, title }) => (
          <Tick
            key={slug}
            label={title}
            isOn={chosen.formats.includes(slug)}
            toggle={() => setChosen({ ...chosen, formats: toggled(chosen.formats, slug) })}
          />
        ))}
      </ChoiceGroup>
      {mutation.error && <ProblemNotice error={mutation.error} />}
      <Group gap="sm" mt="md">
        <Button variant="default" onClick={submit} disabled={!isDirty} loading={mutation.isPending}>
          Save what {isNarrowing ? 'I give' : 'they may give'}
        </Button>
        <Text role="status" size="sm" c="dimmed">
          {nothing
            ? 'With nothing ticked in a group, nobody can book.'
            : mutation.isSuccess && !isDirty
              ? 'Saved.'
              : ''}
        </Text>
      </Group>
    </>
  );
}

function ChoiceGroup({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend>{legend}</legend>
      <div className={classes.ticks}>{children}</div>
    </fieldset>
  );
}

function Tick({ label, isOn, toggle }: { label: string; isOn: boolean; toggle: () => void }) {
  return <Checkbox label={label} checked={isOn} onChange={toggle} classNames={{ root: classes.tick }} />;
}

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

function sorted({ tracks, levels, formats }: { tracks: string[]; levels: string[]; formats: string[] }) {
  return [tracks.toSorted(), levels.toSorted(), formats.toSorted()];
}
