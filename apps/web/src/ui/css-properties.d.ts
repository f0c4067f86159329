import 'react';

declare module 'react' {
  /** Custom properties in `style`. Only an interface merges with React's own, hence no record. */
  interface CSSProperties {
    // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
    [name: `--${string}`]: string | number | undefined;
  }
}
