import { Controller } from '@nestjs/common';
import { calendarEndpoints as e } from '@dryrun/contracts/calendar.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { CalendarQueries } from './calendar.queries.ts';

@Controller()
export class CalendarController {
  constructor(private readonly queries: CalendarQueries) {}

  @Endpoint(e.myCalendar)
  myCalendar({ query }: In<typeof e.myCalendar>, { actor }: SignedInContext) {
    return this.queries.mine(actor, query);
  }

  @Endpoint(e.freeBusy)
  freeBusy({ params, query }: In<typeof e.freeBusy>, { actor }: SignedInContext) {
    return this.queries.freeBusy(actor, params.batchId, query);
  }
}
