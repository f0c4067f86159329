import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect, type RouterHistory } from '@tanstack/react-router';
import { z } from 'zod';
import { QuestionKind } from '@dryrun/contracts/content-bodies';
import { Level, Slug } from '@dryrun/contracts/fields';
import { OUTBOX_SHELVES } from '@dryrun/contracts/notifications.contract';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { accountRoutes } from './account-routes.ts';
import { doorRoutes } from './door-routes.ts';
import { ErrorPage } from './error-pages.tsx';
import { optional, rootRoute } from './root-route.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { inside, signedIn } from './signed-in-route.ts';

/*
 * Every page of the app. To add one: write `routes/<page>.route.tsx` exporting its component, declare it below beside the
 * others, and name it in `routeTree`. Pages are loaded when somebody opens them.
 */

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // The signed-in layout sends everybody else to sign-in.
    throw redirect({ to: '/today', replace: true });
  },
});

const today = createRoute({
  ...inside,
  path: '/today',
  component: lazyRouteComponent(() => import('./today.route.tsx'), 'TodayPage'),
});

/** The goal of the mock being booked. */
export const BookSearch = z.object({
  batch: optional(z.uuid()),
  format: optional(Slug),
  track: optional(Slug),
  level: optional(Level),
  dimension: optional(Slug),
  view: optional(z.literal('week')),
});

const book = createRoute({
  ...inside,
  path: '/book',
  validateSearch: BookSearch,
  component: lazyRouteComponent(() => import('./book.route.tsx'), 'BookPage'),
});

const interviews = createRoute({
  ...inside,
  path: '/interviews',
  validateSearch: z.object({ when: optional(z.enum(['upcoming', 'past'])) }),
  component: lazyRouteComponent(() => import('./interviews.route.tsx'), 'InterviewsPage'),
});

const interview = createRoute({
  ...inside,
  path: '/interviews/$interviewId',
  component: lazyRouteComponent(() => import('./interview.route.tsx'), 'InterviewPage'),
});

const stage = createRoute({
  ...inside,
  path: '/interviews/$interviewId/stage',
  component: lazyRouteComponent(() => import('./stage.route.tsx'), 'StagePage'),
});

const feedback = createRoute({
  ...inside,
  path: '/interviews/$interviewId/feedback',
  component: lazyRouteComponent(() => import('./feedback.route.tsx'), 'FeedbackPage'),
});

const progress = createRoute({
  ...inside,
  path: '/progress',
  validateSearch: z.object({ batch: optional(z.uuid()) }),
  component: lazyRouteComponent(() => import('./progress.route.tsx'), 'ProgressPage'),
});

const batch = createRoute({
  ...inside,
  path: '/batches/$batchId',
  validateSearch: z.object({ show: optional(z.enum(['flagged'])) }),
  component: lazyRouteComponent(() => import('./batch-overview.route.tsx'), 'BatchOverviewPage'),
});

const batchPolicy = createRoute({
  ...inside,
  path: '/batches/$batchId/policy',
  component: lazyRouteComponent(() => import('./batch-policy.route.tsx'), 'BatchPolicyPage'),
});

const batchBookings = createRoute({
  ...inside,
  path: '/batches/$batchId/bookings',
  validateSearch: z.object({
    show: optional(z.enum(['needs_outcome', 'past', 'cancelled'])),
    person: optional(z.uuid()),
  }),
  component: lazyRouteComponent(() => import('./batch-bookings.route.tsx'), 'BatchBookingsPage'),
});

const batchWaitlist = createRoute({
  ...inside,
  path: '/batches/$batchId/waitlist',
  component: lazyRouteComponent(() => import('./batch-waitlist.route.tsx'), 'BatchWaitlistPage'),
});

const waitlistOffer = createRoute({
  ...inside,
  path: '/waitlist/$offerId',
  component: lazyRouteComponent(() => import('./waitlist-offer.route.tsx'), 'WaitlistOfferPage'),
});

const batchOutcomes = createRoute({
  ...inside,
  path: '/batches/$batchId/outcomes',
  component: lazyRouteComponent(() => import('./batch-outcomes.route.tsx'), 'BatchOutcomesPage'),
});

const batchLog = createRoute({
  ...inside,
  path: '/batches/$batchId/log',
  component: lazyRouteComponent(() => import('./batch-log.route.tsx'), 'BatchLogPage'),
});

const batchBook = createRoute({
  ...inside,
  path: '/batches/$batchId/book',
  validateSearch: z.object({
    learner: optional(z.uuid()),
    format: optional(Slug),
    track: optional(Slug),
    level: optional(Level),
    dimension: optional(Slug),
  }),
  component: lazyRouteComponent(() => import('./batch-book.route.tsx'), 'BatchBookPage'),
});

const batchNew = createRoute({
  ...inside,
  path: '/batches/new',
  component: lazyRouteComponent(() => import('./batch-new.route.tsx'), 'BatchNewPage'),
});

const batchPeople = createRoute({
  ...inside,
  path: '/batches/$batchId/people',
  component: lazyRouteComponent(() => import('./batch-people.route.tsx'), 'BatchPeoplePage'),
});

const batchSettings = createRoute({
  ...inside,
  path: '/batches/$batchId/settings',
  component: lazyRouteComponent(() => import('./batch-settings.route.tsx'), 'BatchSettingsPage'),
});

const academy = createRoute({
  ...inside,
  path: '/academy',
  component: lazyRouteComponent(() => import('./academy.route.tsx'), 'AcademyPage'),
});

const start = createRoute({
  ...inside,
  path: '/start',
  component: lazyRouteComponent(() => import('./start.route.tsx'), 'StartPage'),
});

const batchLearner = createRoute({
  ...inside,
  path: '/batches/$batchId/learners/$personId',
  component: lazyRouteComponent(() => import('./batch-learner.route.tsx'), 'BatchLearnerPage'),
});

const mentorScorecard = createRoute({
  ...inside,
  path: '/interviews/$interviewId/scorecard',
  component: lazyRouteComponent(() => import('./mentor-scorecard.route.tsx'), 'MentorScorecardPage'),
});

const mentorKit = createRoute({
  ...inside,
  path: '/interviews/$interviewId/kit',
  component: lazyRouteComponent(() => import('./mentor-kit.route.tsx'), 'MentorKitPage'),
});

const mentorRun = createRoute({
  ...inside,
  path: '/interviews/$interviewId/run',
  component: lazyRouteComponent(() => import('./mentor-run.route.tsx'), 'MentorRunPage'),
});

const mentorHours = createRoute({
  ...inside,
  path: '/batches/$batchId/mentors/$personId',
  validateSearch: z.object({ view: optional(z.enum(['list', 'paint'])) }),
  component: lazyRouteComponent(() => import('./mentor-hours.route.tsx'), 'MentorHoursPage'),
});

const mentorCalendar = createRoute({
  ...inside,
  path: '/calendar',
  validateSearch: z.object({ week: optional(z.iso.date()), colleagues: optional(z.uuid()) }),
  component: lazyRouteComponent(() => import('./mentor-calendar.route.tsx'), 'MentorCalendarPage'),
});

const mentorAvailability = createRoute({
  ...inside,
  path: '/availability',
  validateSearch: z.object({ view: optional(z.enum(['list', 'paint'])) }),
  component: lazyRouteComponent(() => import('./mentor-availability.route.tsx'), 'MentorAvailabilityPage'),
});

const outbox = createRoute({
  ...inside,
  path: '/outbox',
  validateSearch: z.object({ before: optional(z.uuid()) }),
  component: lazyRouteComponent(() => import('./outbox.route.tsx'), 'OutboxPage'),
});

const accountNotifications = createRoute({
  ...inside,
  path: '/account/notifications',
  component: lazyRouteComponent(() => import('./account-notifications.route.tsx'), 'AccountNotificationsPage'),
});

const outboxAll = createRoute({
  ...inside,
  path: '/outbox/all',
  validateSearch: z.object({
    batch: optional(z.uuid()),
    show: optional(z.enum(OUTBOX_SHELVES)),
    before: optional(z.uuid()),
  }),
  component: lazyRouteComponent(() => import('./outbox-all.route.tsx'), 'OutboxAllPage'),
});

/** What of the question bank is listed. */
export const BankSearch = z.object({ track: optional(Slug), level: optional(Level), kind: optional(QuestionKind) });

const bank = createRoute({
  ...inside,
  path: '/bank',
  validateSearch: BankSearch,
  component: lazyRouteComponent(() => import('./bank.route.tsx'), 'BankPage'),
});

const bankQuestion = createRoute({
  ...inside,
  path: '/bank/$slug',
  component: lazyRouteComponent(() => import('./bank-question.route.tsx'), 'BankQuestionPage'),
});

const roadmap = createRoute({
  ...inside,
  path: '/roadmap',
  component: lazyRouteComponent(() => import('./roadmap.route.tsx'), 'RoadmapPage'),
});

const roadmapStage = createRoute({
  ...inside,
  path: '/roadmap/$slug',
  component: lazyRouteComponent(() => import('./roadmap-stage.route.tsx'), 'RoadmapStagePage'),
});

const caseStudies = createRoute({
  ...inside,
  path: '/case-studies',
  component: lazyRouteComponent(() => import('./case-studies.route.tsx'), 'CaseStudiesPage'),
});

const caseStudy = createRoute({
  ...inside,
  path: '/case-studies/$slug',
  component: lazyRouteComponent(() => import('./case-study.route.tsx'), 'CaseStudyPage'),
});

const playbooks = createRoute({
  ...inside,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('./playbooks.route.tsx'), 'PlaybooksPage'),
});

const playbook = createRoute({
  ...inside,
  path: '/playbooks/$slug',
  component: lazyRouteComponent(() => import('./playbook.route.tsx'), 'PlaybookPage'),
});

const privacy = createRoute({
  getParentRoute: () => rootRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./privacy.route.tsx'), 'PrivacyPage'),
});

const routeTree = rootRoute.addChildren([
  home,
  ...signInRoutes,
  ...doorRoutes,
  privacy,
  signedIn.addChildren([
    ...accountRoutes,
    today,
    book,
    interviews,
    interview,
    stage,
    feedback,
    progress,
    bank,
    bankQuestion,
    roadmap,
    roadmapStage,
    caseStudies,
    caseStudy,
    playbooks,
    playbook,
    start,
    academy,
    batchNew,
    batch,
    batchPeople,
    batchSettings,
    batchLearner,
    batchPolicy,
    batchBookings,
    batchWaitlist,
    waitlistOffer,
    batchOutcomes,
    batchLog,
    batchBook,
    mentorScorecard,
    mentorKit,
    mentorRun,
    mentorHours,
    mentorCalendar,
    mentorAvailability,
    outbox,
    outboxAll,
    accountNotifications,
  ]),
]);

/** The app's router. `history` is given by tests only. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    history,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingMs: 150,
    defaultPendingComponent: SkeletonRows,
    defaultErrorComponent: ErrorPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

declare module '@tanstack/history' {
  interface HistoryState {
    /** The page of a mock is opened right after booking it. */
    isJustBooked?: boolean;
    /** Where the page that takes a mailed code says it was sent. */
    mailedTo?: string;
  }
}
