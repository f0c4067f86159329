import { Children, type ReactNode } from 'react';
import { Group } from '@mantine/core';

/** Links to newer and older pages; nothing where everything fits on one. */
export function PageLinks({ children }: { children: ReactNode }) {
  if (Children.toArray(children).length === 0) return null;
  return <Group gap="xs">{children}</Group>;
}
