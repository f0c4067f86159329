import type { ReactNode } from 'react';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import classes from './notice.module.css';

const LOOKS = {
  info: { icon: IconInfoCircle, hue: 'gray' },
  good: { icon: IconCircleCheck, hue: 'green' },
  warning: { icon: IconAlertTriangle, hue: 'amber' },
  danger: { icon: IconCircleX, hue: 'red' },
} as const;

interface NoticeProps {
  tone?: keyof typeof LOOKS;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons below the text. */
  actions?: ReactNode;
  /** Announced to screen readers when it appears; `danger` and `warning` interrupt. */
  isLive?: boolean;
}

/** A message within the page: icon, words, colour. */
export function Notice({ tone = 'info', title, children, actions, isLive = false }: NoticeProps) {
  const { icon: Icon, hue } = LOOKS[tone];
  const role = isLive ? (tone === 'danger' || tone === 'warning' ? 'alert' : 'status') : undefined;
  return (
    <div
      className={classes.notice}
      role={role}
      style={{
        '--notice-ink': `var(--mantine-color-${hue}-light-color)`,
        '--notice-ground': `var(--mantine-color-${hue}-light)`,
      }}
    >
      <Icon size={20} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        {children !== undefined && <div className={classes.text}>{children}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
