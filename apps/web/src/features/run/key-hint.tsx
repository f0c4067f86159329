import { Kbd } from '@mantine/core';
import classes from './key-hint.module.css';

/** The key that does the same as the control beside it; not shown where there is no keyboard. */
export function KeyHint({ children }: { children: string | number }) {
  return (
    <Kbd aria-hidden className={classes.hint}>
      {children}
    </Kbd>
  );
}
