import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import classes from './app-shell.module.css';

/** One entry of the navigation. */
export interface NavItem {
  to: string;
  label: string;
  icon: Icon;
  /** Other addresses below which this entry is where one is. */
  covers?: readonly string[];
}

interface AppShellProps {
  academyName: string;
  items: readonly NavItem[];
  /** The person's menu. */
  person: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in page: a rail on the left where there is room, a bar at the bottom on a phone. */
export function AppShell({ academyName, items, person, children }: AppShellProps) {
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.top}>
        <Link to="/today" className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className={classes.name}>
            Dryrun
            <span className={classes.academy}>{academyName}</span>
          </span>
        </Link>
        {person}
      </header>
      <nav className={classes.nav} aria-label="Main">
        {items.map((item) => (
          <Link
            key={item.to}
            to={item.to}
            className={classes.item}
            {...(item.covers?.some((path) => pathname.startsWith(path)) && { 'aria-current': 'page' })}
          >
            <item.icon size={22} stroke={1.75} aria-hidden />
            <span className={classes.label}>{item.label}</span>
          </Link>
        ))}
      </nav>
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
