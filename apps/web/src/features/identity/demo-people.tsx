import { useMutation } from '@tanstack/react-query';
import { UnstyledButton } from '@mantine/core';
import { identityEndpoints, type DemoPersonView } from '@dryrun/contracts/identity.contract';
import type { z } from 'zod';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import { call } from '../../platform/api-client.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './demo-people.module.css';

interface DemoPeopleProps {
  people: readonly z.infer<typeof DemoPersonView>[];
  onSignedIn: () => Promise<void>;
}

/** One tap per seeded person. */
export function DemoPeople({ people, onSignedIn }: DemoPeopleProps) {
  const signIn = useMutation({
    mutationFn: (key: string) => call(identityEndpoints.demoSignIn, { body: { key } }),
    onSuccess: onSignedIn,
  });
  return (
    <Panel title="Look around as">
      {signIn.error && <ProblemNotice error={signIn.error} />}
      <ul className={classes.people}>
        {people.map((person) => (
          <li key={person.key}>
            <UnstyledButton
              className={classes.person}
              onClick={() => signIn.mutate(person.key)}
              disabled={signIn.isPending}
            >
              <span>
                <span className={classes.name}>{person.name}</span>
                <span className={classes.role}>{person.role}</span>
                <span className={classes.hint}>{person.hint}</span>
              </span>
              <IconArrowRight size={20} aria-hidden className={classes.arrow} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
