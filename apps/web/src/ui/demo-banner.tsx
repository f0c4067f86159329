import classes from './demo-banner.module.css';
import { TextLink } from './links.tsx';

/** On every page of the demo: what this is, and the way to an academy of one's own. */
export function DemoBanner() {
  return (
    <aside className={classes.banner} aria-label="About this demo">
      <span>This is a demo with made-up people. Break what you like.</span>
      <TextLink to="/start-academy">Start my academy</TextLink>
    </aside>
  );
}
