import { Inject, Injectable } from '@nestjs/common';
import type { CalendarEntry } from '../../platform/calendar/calendar-text.ts';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity } from '../identity/index.ts';
import { MeetingLinks, type CalendarMock } from '../interviews/index.ts';
import { mockEntry } from './mock-entry.ts';

/** Turns mocks into entries of the calendar of one of their people. */
@Injectable()
export class Calendars {
  constructor(
    private readonly identity: Identity,
    private readonly catalog: Catalog,
    private readonly links: MeetingLinks,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * In the order given. Pre-condition: the reader is learner or mentor of each.
   * @param isCancelled whether the entry is to be taken out; by default, whether the mock was cancelled
   */
  async entriesOf(
    mocks: readonly CalendarMock[],
    readerId: string,
    isCancelled = (mock: CalendarMock) => mock.state === 'void',
  ): Promise<CalendarEntry[]> {
    const otherOf = (mock: CalendarMock) => (mock.learnerId === readerId ? mock.mentorId : mock.learnerId);
    // One after the other: a listener runs inside a transaction, which has one connection.
    const people = await this.identity.people(mocks.map(otherOf));
    const places = await this.links.of(mocks);
    const formats = new Map<string, string>();
    for (const { formatVersionId: id } of mocks)
      if (!formats.has(id)) formats.set(id, (await this.catalog.formatVersion(id)).body.title);
    return mocks.map((mock) =>
      mockEntry({
        mock,
        otherName: people.get(otherOf(mock))?.name ?? '',
        formatTitle: formats.get(mock.formatVersionId) ?? '',
        meetingUrl: places.get(mock.id)?.url ?? null,
        pageUrl: `${this.settings.publicUrl}/interviews/${mock.id}`,
        isCancelled: isCancelled(mock),
      }),
    );
  }
}
