import { useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { cohortEndpoints, PolicyBody, type BatchPolicy, type PolicyView } from '@dryrun/contracts/cohorts.contract';
import { policyChanges, policyProblems } from '@dryrun/domain/cohorts/batch-policy';
import { policySentences } from '@dryrun/domain/cohorts/policy-words';
import { isProblem } from '../../platform/api-client.ts';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { POLICY_GROUPS, type PolicyField } from './policy-fields.ts';
import classes from './policy-form.module.css';

/** The rules of a batch: numbers on one side, what they mean in sentences on the other, saved together. */
export function PolicyForm({ batchId, view }: { batchId: string; view: PolicyView }) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<BatchPolicy>(view.policy);
  const params = { batchId };
  const save = useEndpointMutation(cohortEndpoints.savePolicy, {
    invalidates: [cohortEndpoints.batch, cohortEndpoints.batches],
    onSuccess: (saved) => queryClient.setQueryData(endpointQuery(cohortEndpoints.policy, { params }).queryKey, saved),
  });
  const parsed = PolicyBody.safeParse(draft);
  const problems = new Map<string, string>(
    parsed.success
      ? policyProblems(draft).map(({ field, message }) => [field, message])
      : parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]),
  );
  const changed = policyChanges(view.policy, draft);
  const set = (changes: Partial<BatchPolicy>) => {
    save.reset();
    setDraft({ ...draft, ...changes });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) save.mutate({ params, body: { version: view.version, policy: parsed.data } });
  };
  const load = () => {
    save.reset();
    void queryClient.invalidateQueries({ queryKey: [cohortEndpoints.policy.path] });
  };
  return (
    <form onSubmit={submit}>
      <div className={classes.columns}>
        <Stack gap="lg">
          <Panel title="Who arranges the mocks?">
            <Radio.Group
              value={draft.arrangedBy}
              onChange={(value) => set({ arrangedBy: value as BatchPolicy['arrangedBy'] })}
              aria-label="Who arranges the mocks?"
            >
              <Stack gap="xs">
                <Radio
                  value="learners"
                  label="Learners book"
                  description="Each picks a time that suits both."
                  disabled={!view.canChange}
                />
                <Radio
                  value="round"
                  label="A weekly round"
                  description="You place everybody; nobody books."
                  disabled={!view.canChange}
                />
                <Radio
                  value="round_then_open"
                  label="A round, then leftovers"
                  description="After the round, hours that are left over are open for booking."
                  disabled={!view.canChange}
                />
              </Stack>
            </Radio.Group>
          </Panel>
          {POLICY_GROUPS.map((group) => (
            <Panel key={group.title} title={group.title}>
              <Text c="dimmed" mb="sm">
                {group.lead}
              </Text>
              <div className={classes.fields}>
                {group.fields.map((field) => (
                  <NumberField
                    key={field.field}
                    field={field}
                    policy={draft}
                    set={set}
                    problem={problems.get(field.field)}
                    isLocked={!view.canChange}
                  />
                ))}
              </div>
              {group.title === 'When no time is open' && (
                <Checkbox
                  mt="md"
                  label="Offer freed times to learners who wait, one after the other"
                  checked={draft.hasWaitlist}
                  onChange={(event) => set({ hasWaitlist: event.currentTarget.checked })}
                  disabled={!view.canChange}
                />
              )}
              {group.title === 'Mentors' && <Overdue policy={draft} set={set} isLocked={!view.canChange} />}
            </Panel>
          ))}
        </Stack>
        <aside className={classes.words} aria-label="The rules in words">
          <Panel title="In words" tone="quiet">
            <ul className={classes.sentences}>
              {policySentences(draft).map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Panel>
          {view.canChange && (
            <Panel tone={changed.length > 0 ? 'accent' : 'plain'}>
              <Stack gap="sm">
                <Text>
                  {changed.length === 0
                    ? 'Nothing is changed.'
                    : 'Mocks that are booked already keep the rules under which they were booked.'}
                </Text>
                {save.isSuccess && changed.length === 0 && (
                  <Notice tone="good" isLive>
                    Saved. The new rules are in force.
                  </Notice>
                )}
                {save.error && (
                  <ProblemNotice error={save.error} {...(isProblem(save.error, 'stale_version') && { retry: load })} />
                )}
                <Group gap="xs">
                  <Button type="submit" disabled={changed.length === 0 || problems.size > 0} loading={save.isPending}>
                    Save the rules
                  </Button>
                  {changed.length > 0 && (
                    <Button variant="default" onClick={() => setDraft(view.policy)}>
                      Undo changes
                    </Button>
                  )}
                </Group>
              </Stack>
            </Panel>
          )}
        </aside>
      </div>
    </form>
  );
}

interface NumberFieldProps {
  field: PolicyField;
  policy: BatchPolicy;
  set: (changes: Partial<BatchPolicy>) => void;
  problem: string | undefined;
  isLocked: boolean;
}

function NumberField({
  field: { field, label, unit, factor = 1, hint },
  policy,
  set,
  problem,
  isLocked,
}: NumberFieldProps) {
  const value = policy[field];
  return (
    <NumberInput
      label={`${label} (${unit})`}
      description={hint}
      value={value === null ? '' : value / factor}
      onChange={(next) => typeof next === 'number' && set({ [field]: Math.round(next * factor) })}
      step={1}
      min={0}
      decimalScale={factor === 1 ? 0 : 2}
      error={problem}
      disabled={isLocked}
    />
  );
}

function Overdue({ policy, set, isLocked }: Pick<NumberFieldProps, 'policy' | 'set' | 'isLocked'>) {
  const hours = policy.overdueFeedbackPauseHours;
  return (
    <Stack gap="xs" mt="md">
      <Checkbox
        label="Do not offer a mentor whose feedback is overdue for long"
        description="Off as shipped: learners should not pay for it."
        checked={hours !== null}
        onChange={(event) => set({ overdueFeedbackPauseHours: event.currentTarget.checked ? 48 : null })}
        disabled={isLocked}
      />
      {hours !== null && (
        <NumberInput
          label="Overdue by more than (hours)"
          value={hours}
          onChange={(next) => typeof next === 'number' && set({ overdueFeedbackPauseHours: Math.round(next) })}
          min={0}
          disabled={isLocked}
        />
      )}
    </Stack>
  );
}
