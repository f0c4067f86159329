import { Module } from '@nestjs/common';
import { CalendarsModule } from '../calendars/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { CohortsModule } from '../cohorts/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InterviewsModule } from '../interviews/index.ts';
import { WaitlistModule } from '../waitlist/index.ts';
import { ChangeMailServer } from './change-mail-server.ts';
import { ChooseMessages } from './choose-messages.ts';
import { InterviewReaders } from './interview-readers.ts';
import { MailServerController } from './mail-server.controller.ts';
import { MailServerQueries } from './mail-server.queries.ts';
import { MessageChoicesController } from './message-choices.controller.ts';
import { MessageChoicesStore } from './message-choices.store.ts';
import { NotificationsPolicy } from './notifications.policy.ts';
import { OutboxController } from './outbox.controller.ts';
import { OutboxQueries } from './outbox.queries.ts';
import { RetryDeadLetters } from './retry-dead-letters.ts';
import { RetryMessages } from './retry-messages.ts';
import { SendTestMail } from './send-test-mail.ts';
import { Post } from './post.ts';
import { ReminderPost, RemindOfMocks } from './remind-of-mocks.ts';
import { TellAboutClashes } from './tell-about-clashes.ts';
import { TellAboutDuties } from './tell-about-duties.ts';
import { TellAboutFeedback } from './tell-about-feedback.ts';
import { TellAboutInterviews } from './tell-about-interviews.ts';
import { TellAboutOutcomes } from './tell-about-outcomes.ts';
import { TellAboutPlaces } from './tell-about-places.ts';
import { TellAboutRequests } from './tell-about-requests.ts';
import { OfferReaders, TellAboutWaitlist } from './tell-about-waitlist.ts';
import { TellStaff } from './tell-staff.ts';

const listeners = [
  TellAboutInterviews,
  TellAboutRequests,
  TellAboutFeedback,
  TellAboutClashes,
  TellAboutOutcomes,
  TellAboutDuties,
  TellAboutPlaces,
  TellAboutWaitlist,
  TellStaff,
  RemindOfMocks,
];

@Module({
  imports: [IdentityModule, CohortsModule, CatalogModule, InterviewsModule, WaitlistModule, CalendarsModule],
  controllers: [OutboxController, MailServerController, MessageChoicesController],
  providers: [
    NotificationsPolicy,
    OutboxQueries,
    MailServerQueries,
    RetryMessages,
    RetryDeadLetters,
    ChangeMailServer,
    SendTestMail,
    InterviewReaders,
    OfferReaders,
    MessageChoicesStore,
    ChooseMessages,
    Post,
    ReminderPost,
    ...listeners,
  ],
})
export class NotificationsModule {}
