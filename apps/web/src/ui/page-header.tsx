import type { ReactNode } from 'react';
import { Group, Text, Title } from '@mantine/core';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** A short line above the title: where this page belongs. */
  eyebrow?: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
}

/** The head of every page; holds its only `h1`. */
export function PageHeader({ title, eyebrow, lead, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div>
        {eyebrow !== undefined && <p className={`eyebrow ${classes.eyebrow}`}>{eyebrow}</p>}
        <Title order={1}>{title}</Title>
        {lead !== undefined && (
          <Text c="dimmed" mt="xs" className="measure">
            {lead}
          </Text>
        )}
      </div>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </header>
  );
}
