import 'react';

declare module 'react' {
  /** Custom properties in `style`. Only an interface merges with React's own, hence no record. */
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
