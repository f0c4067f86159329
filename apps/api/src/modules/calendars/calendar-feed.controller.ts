import { Controller } from '@nestjs/common';
import { calendarFeedEndpoints as e } from '@dryrun/contracts/calendar-feed.contract';
import { Endpoint, type In, type RequestContext, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CalendarFeedQueries } from './calendar-feed.queries.ts';
import { RenewFeed } from './renew-feed.ts';

@Controller()
export class CalendarFeedController {
  constructor(
    private readonly queries: CalendarFeedQueries,
    private readonly feeds: RenewFeed,
  ) {}

  @Endpoint(e.feed)
  feed(_: In<typeof e.feed>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.renewFeed)
  renewFeed(_: In<typeof e.renewFeed>, { actor }: SignedInContext) {
    return this.feeds.renew(actor);
  }

  @Endpoint(e.revokeFeed)
  async revokeFeed(_: In<typeof e.revokeFeed>, { actor }: SignedInContext) {
    await this.feeds.revoke(actor);
    return this.queries.mine(actor);
  }

  @Endpoint(e.readFeed)
  readFeed({ params }: In<typeof e.readFeed>, { address }: RequestContext) {
    return this.queries.read(params.file.slice(0, -'.ics'.length), address);
  }

  @Endpoint(e.mockFile)
  mockFile({ params }: In<typeof e.mockFile>, { actor }: SignedInContext) {
    return this.queries.file(actor, params.interviewId);
  }
}
