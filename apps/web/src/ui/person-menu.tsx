import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconSelector from '@tabler/icons-react/dist/esm/icons/IconSelector.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import type { NavItem } from './app-shell.tsx';
import { MenuLink } from './links.tsx';
import classes from './person-menu.module.css';

interface PersonMenuProps {
  name: string;
  /** In people's words, e.g. "Learner". */
  roles: string;
  /** e.g. "Kolkata (IST)" */
  zone: string;
  onSignOut: () => void;
  /** Pages about the person themselves, reached from here only. */
  links: readonly NavItem[];
}

/** Who is signed in, light or dark, and the way out. */
export function PersonMenu({ name, roles, zone, onSignOut, links }: PersonMenuProps) {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.person} aria-label={`${name} ${roles} account menu`}>
          <span className={classes.initials} data-initials={initialsOf(name)} aria-hidden />
          <span className={classes.words}>
            <span className={classes.name}>{name}</span> <span className={classes.roles}>{roles}</span>
          </span>
          <IconSelector size={16} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}
          <br />
          {roles}
          <br />
          {zone}
        </Menu.Label>
        {links.map((link) => (
          <MenuLink key={link.to} to={link.to} leftSection={<link.icon size={18} aria-hidden />}>
            {link.label}
          </MenuLink>
        ))}
        <Menu.Item
          leftSection={isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {isDark ? 'Light colours' : 'Dark colours'}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
