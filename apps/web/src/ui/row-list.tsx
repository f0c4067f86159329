import type { ReactNode } from 'react';
import classes from './row-list.module.css';

/** A list of things with a line between them. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  title: ReactNode;
  /** Smaller, below the title. */
  about?: ReactNode;
  /** State and buttons, at the end of the line. */
  children?: ReactNode;
  /** What belongs to the row but needs its width. */
  below?: ReactNode;
}

export function Row({ title, about, children, below }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <div className={classes.words}>
          <span className={classes.title}>{title}</span>
          {about !== undefined && <span className={classes.about}>{about}</span>}
        </div>
        {children !== undefined && <div className={classes.aside}>{children}</div>}
      </div>
      {below !== undefined && below !== null && below !== false && <div className={classes.below}>{below}</div>}
    </li>
  );
}
