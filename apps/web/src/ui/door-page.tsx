import type { ReactNode } from 'react';
import { browserTimeZone } from '../platform/time.ts';
import { ZoneContext } from '../platform/zone.ts';
import classes from './door-page.module.css';

interface DoorPageProps {
  /** Whose door it is. */
  academyName: string;
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}

/** Before sign-in nobody has a zone but the browser. */
const ZONE = { timeZone: browserTimeZone() ?? 'UTC', offered: [], choose: () => undefined };

/** The frame of pages before sign-in: one narrow column, one thing to do. */
export function DoorPage({ academyName, title, lead, children }: DoorPageProps) {
  return (
    <ZoneContext value={ZONE}>
      <main className={classes.page} id="content">
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={36} height={36} />
          <span className="eyebrow">{academyName || ' '}</span>
        </div>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {children}
      </main>
    </ZoneContext>
  );
}
