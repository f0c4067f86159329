import { Group, Radio, Stack } from '@mantine/core';
import type { InvitationTerms, Qualification } from '@dryrun/contracts/people.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { BATCH_STAFF_ROLES } from '@dryrun/domain/policy/resources';
import { RoleTicks } from '../../ui/role-ticks.tsx';
import { ROLE_ABOUT } from '../../ui/role-words.ts';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';
import { QualificationTicks } from './qualification-ticks.tsx';

type Tracks = readonly { slug: string; title: string }[];
export type InviteAs = 'learner' | 'staff';

/** Learners practise at a level; a mentor begins with everything ticked, because most can interview in more than one track. */
export function firstTerms(as: InviteAs, tracks: Tracks): InvitationTerms {
  const everything: Qualification = { tracks: tracks.map(({ slug }) => slug), levels: [...LEVELS] };
  return as === 'learner'
    ? { roles: ['learner'], level: 'mid', qualification: { tracks: [], levels: [] } }
    : { roles: ['mentor'], level: null, qualification: everything };
}

interface TermsFieldsProps {
  terms: InvitationTerms;
  onChange: (terms: InvitationTerms) => void;
  tracks: Tracks;
}

/** What the people of one round are invited to. */
export function TermsFields({ terms, onChange, tracks }: TermsFieldsProps) {
  const isLearner = terms.roles.includes('learner');
  return (
    <Stack gap="md">
      <Radio.Group
        label="Invite as"
        value={isLearner ? 'learner' : 'staff'}
        onChange={(as) => onChange(firstTerms(as as InviteAs, tracks))}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="learner" label="Learner" description={ROLE_ABOUT.learner} />
          <Radio value="staff" label="Mentor or staff" description="Interviews learners, or helps to run the batch" />
        </Stack>
      </Radio.Group>
      {isLearner ? (
        <Radio.Group
          label="Level at which they practise"
          description="For everybody in this round; you can correct single people later."
          value={terms.level}
          onChange={(level) => onChange({ ...terms, level: LEVELS.find((l) => l === level) ?? null })}
        >
          <Group mt="xs" gap="lg">
            {LEVELS.map((level) => (
              <Radio key={level} value={level} label={`${LEVEL_LABELS[level]} (${LEVEL_YEARS[level]})`} />
            ))}
          </Group>
        </Radio.Group>
      ) : (
        <StaffTerms terms={terms} onChange={onChange} tracks={tracks} />
      )}
    </Stack>
  );
}

function StaffTerms({ terms, onChange, tracks }: TermsFieldsProps) {
  return (
    <>
      <RoleTicks of={BATCH_STAFF_ROLES} value={terms.roles} onChange={(roles) => onChange({ ...terms, roles })} />
      {terms.roles.includes('mentor') && (
        <QualificationTicks
          tracks={tracks}
          value={terms.qualification}
          onChange={(qualification) => onChange({ ...terms, qualification })}
        />
      )}
    </>
  );
}
