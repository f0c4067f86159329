import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import classes from './filter-links.module.css';

/** A row of views of the same list; each is a link, so that the choice lives in the address. */
export function FilterLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes.row} aria-label={label}>
      {children}
    </nav>
  );
}

export const FilterLink = createLink(
  (props: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) => (
    <a {...props} className={classes.link} />
  ),
);
