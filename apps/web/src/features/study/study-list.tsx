import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import classes from './study-list.module.css';

/** Entries in the order given. */
export function StudyList({ children }: { children: ReactNode }) {
  return <ul className={classes.list}>{children}</ul>;
}

/** One thing to study; `title` is its link. */
export function StudyEntry({
  title,
  more,
  facts = [],
}: {
  title: ReactNode;
  more?: ReactNode;
  facts?: readonly string[];
}) {
  return (
    <li className={classes.entry}>
      {title}
      {more !== undefined && <span className={classes.more}>{more}</span>}
      {facts.length > 0 && (
        <span className={classes.facts}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
      )}
    </li>
  );
}

export const EntryLink = createLink(
  (props: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) => (
    <a {...props} className={classes.title} />
  ),
);
