import { Text } from '@mantine/core';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';

/** Everybody who can read this page. */
export function SeenBy({ people }: { people: readonly { name: string; role: string }[] }) {
  const names = people.map(({ name, role }) => `${name} (${role.toLowerCase()})`);
  return (
    <Text size="sm" c="dimmed">
      <IconEye size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> Seen by{' '}
      {new Intl.ListFormat('en-IN').format(names)}, and nobody else.
    </Text>
  );
}
