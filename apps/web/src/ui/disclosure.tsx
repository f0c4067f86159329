import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

interface DisclosureProps {
  title: ReactNode;
  children: ReactNode;
  isOpenAtFirst?: boolean;
}

/** Text that is there when it is wanted: closed until somebody opens it. */
export function Disclosure({ title, children, isOpenAtFirst = false }: DisclosureProps) {
  return (
    <details className={classes.disclosure} open={isOpenAtFirst}>
      <summary className={classes.summary}>{title}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
