import type { AnchorHTMLAttributes, Ref } from 'react';
import { Anchor, Button, Menu, type AnchorProps, type ButtonProps, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

type Native<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> };

/** A typed in-app link that looks like a button: `<ButtonLink to="/book">Book a mock</ButtonLink>`. */
export const ButtonLink = createLink((props: Native<ButtonProps>) => <Button component="a" {...props} />);

/** A typed in-app link within text. */
export const TextLink = createLink((props: Native<AnchorProps>) => <Anchor {...props} />);

/** A typed in-app link as an entry of a menu. */
export const MenuLink = createLink((props: Native<MenuItemProps>) => <Menu.Item component="a" {...props} />);
