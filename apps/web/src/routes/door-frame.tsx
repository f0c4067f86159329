import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { endpointQuery } from '../platform/endpoint-query.ts';
import classes from './sign-in.module.css';

/** The frame of every page before the door: what this is on one side, the way in on the other. */
export function DoorFrame({ children }: { children: ReactNode }) {
  const installation = useQuery({ ...endpointQuery(identityEndpoints.installation, {}), staleTime: Infinity });
  return (
    <main className={classes.page}>
      <div className={classes.intro}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <p className="eyebrow">{installation.data?.academyName ?? ' '}</p>
        <h1 className={classes.claim}>Rehearse the interview before production.</h1>
        <p className={classes.lead}>
          Book a mock, reason out loud while somebody pushes back, and read what they saw: each move with its example.
        </p>
      </div>
      <div className={classes.doors}>{children}</div>
    </main>
  );
}
