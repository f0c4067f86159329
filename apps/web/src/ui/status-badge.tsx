import type { Icon } from '@tabler/icons-react';
import type { Hue } from './theme.ts';
import classes from './status-badge.module.css';

/** A state as icon, word and colour, never colour alone. */
export function StatusBadge({ icon: Icon, hue, children }: { icon: Icon; hue: Hue | 'gray'; children: string }) {
  return (
    <span
      className={classes.badge}
      style={{
        '--badge-ink': `var(--mantine-color-${hue}-light-color)`,
        '--badge-ground': `var(--mantine-color-${hue}-light)`,
      }}
    >
      <Icon size={16} aria-hidden />
      {children}
    </span>
  );
}
