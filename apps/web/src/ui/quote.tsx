import classes from './quote.module.css';

/** Evidence, quoted as it was noted. */
export function Quote({ children }: { children: string }) {
  return <blockquote className={classes.quote}>“{children}”</blockquote>;
}
