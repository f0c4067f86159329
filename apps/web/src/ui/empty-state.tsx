import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import classes from './empty-state.module.css';

/** Nothing here yet: one sentence and one button. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <Text component="div" c="dimmed" className="measure">
        {children}
      </Text>
      {action}
    </div>
  );
}
