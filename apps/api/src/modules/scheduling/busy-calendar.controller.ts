import { Controller } from '@nestjs/common';
import { busyCalendarEndpoints as e } from '@dryrun/contracts/busy-calendar.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { BusyCalendarQueries } from './busy-calendar.queries.ts';
import { ConnectBusyCalendar } from './connect-busy-calendar.ts';

@Controller()
export class BusyCalendarController {
  constructor(
    private readonly queries: BusyCalendarQueries,
    private readonly connecting: ConnectBusyCalendar,
  ) {}

  @Endpoint(e.busyCalendar)
  busyCalendar(_: In<typeof e.busyCalendar>, { actor }: SignedInContext) {
    return this.queries.mine(actor);
  }

  @Endpoint(e.connectBusyCalendar)
  async connect({ body }: In<typeof e.connectBusyCalendar>, { actor }: SignedInContext) {
    await this.connecting.connect(actor, body.url);
    return this.queries.mine(actor);
  }

  @Endpoint(e.readBusyCalendar)
  async read(_: In<typeof e.readBusyCalendar>, { actor }: SignedInContext) {
    await this.connecting.readNow(actor);
    return this.queries.mine(actor);
  }

  @Endpoint(e.disconnectBusyCalendar)
  async disconnect(_: In<typeof e.disconnectBusyCalendar>, { actor }: SignedInContext) {
    await this.connecting.disconnect(actor);
    return this.queries.mine(actor);
  }
}
