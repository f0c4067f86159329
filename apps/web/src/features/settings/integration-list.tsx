import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import { ButtonLink } from '../../ui/links.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './integration-list.module.css';

export interface Integration {
  title: string;
  state: 'off' | 'untried' | 'ok' | 'failing';
  /** What it is for, or what is wrong with it. */
  about: string;
  /** When it last worked or failed. */
  at: string | null;
  to: string;
}

const LOOKS = {
  off: { word: 'Off', hue: 'gray', icon: IconCircleDashed },
  untried: { word: 'Not tried yet', hue: 'gray', icon: IconCircleDashed },
  ok: { word: 'Works', hue: 'green', icon: IconCircleCheck },
  failing: { word: 'Failing', hue: 'red', icon: IconAlertTriangle },
} as const;

/** What the academy is connected with, each with how it goes and where it is set. */
export function IntegrationList({ integrations }: { integrations: readonly Integration[] }) {
  return (
    <ul className={classes.list} aria-label="Connections">
      {integrations.map(({ title, state, about, at, to }) => {
        const { word, hue, icon } = LOOKS[state];
        return (
          <li key={to} className={classes.row}>
            <div className={classes.words}>
              <div className={classes.title}>
                {title}{' '}
                <StatusBadge hue={hue} icon={icon}>
                  {word}
                </StatusBadge>
              </div>
              <div className={classes.about}>
                {about}
                {at && (
                  <>
                    {' '}
                    <TimeText at={at} />
                  </>
                )}
              </div>
            </div>
            <ButtonLink to={to} variant="default" size="sm" aria-label={`Open ${title}`}>
              Open
            </ButtonLink>
          </li>
        );
      })}
    </ul>
  );
}
