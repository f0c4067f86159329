import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root-route.ts';

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('./setup.route.tsx'), 'SetupPage'),
});

const invite = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('./invite.route.tsx'), 'InvitePage'),
});

const join = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('./join.route.tsx'), 'JoinPage'),
});

const joinCode = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join/$code',
  component: lazyRouteComponent(() => import('./join.route.tsx'), 'JoinCodePage'),
});

const startAcademy = createRoute({
  getParentRoute: () => rootRoute,
  path: '/start-academy',
  component: lazyRouteComponent(() => import('./start-academy.route.tsx'), 'StartAcademyPage'),
});

/** Pages before sign-in: setting up, being invited, joining. */
export const doorRoutes = [setup, invite, join, joinCode, startAcademy] as const;
