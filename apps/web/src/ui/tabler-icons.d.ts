/** One module per icon: the package's index pulls in all six thousand, which tests would pay for in seconds. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';
  const icon: Icon;
  export default icon;
}
