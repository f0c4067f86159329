import { Checkbox, Stack } from '@mantine/core';
import type { Role } from '@dryrun/domain/policy/resources';
import { ROLE_ABOUT, ROLE_WORDS } from './role-words.ts';

interface RoleTicksProps<R extends Role> {
  /** What may be ticked, in order. */
  of: readonly R[];
  value: readonly Role[];
  onChange: (roles: R[]) => void;
}

/** What somebody is, each role with what it means. */
export function RoleTicks<R extends Role>({ of, value, onChange }: RoleTicksProps<R>) {
  return (
    <Checkbox.Group
      label="Roles"
      value={[...value]}
      onChange={(wanted) => onChange(of.filter((role) => wanted.includes(role)))}
    >
      <Stack gap="xs" mt="xs">
        {of.map((role) => (
          <Checkbox key={role} value={role} label={ROLE_WORDS[role]} description={ROLE_ABOUT[role]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
