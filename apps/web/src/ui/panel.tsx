import type { ReactNode } from 'react';
import { Title } from '@mantine/core';
import classes from './panel.module.css';

interface PanelProps {
  children: ReactNode;
  /** A heading makes the panel a labelled region. */
  title?: string;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  /** `accent` marks the one thing to do on a page, `quiet` is sunken. */
  tone?: 'plain' | 'accent' | 'quiet';
  headingOrder?: 2 | 3;
  id?: string;
}

/** A card: surface, hairline, radius 12, no shadow. */
export function Panel({ children, title, actions, tone = 'plain', headingOrder = 2, id }: PanelProps) {
  return (
    <section className={classes.panel} data-tone={tone} aria-label={title} id={id}>
      {(title !== undefined || actions !== undefined) && (
        <div className={classes.head}>
          {title !== undefined && (
            <Title order={headingOrder} size="h3">
              {title}
            </Title>
          )}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
