import { Inject, Injectable } from '@nestjs/common';
import { meetingUrl } from '@dryrun/domain/interviews/meeting-template';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import { Sealed } from '../../platform/sealed/sealed.ts';
import { Scheduling } from '../scheduling/index.ts';
import type { Interview } from './interviews.store.ts';
import { MeetingLinksStore, type MeetingLink } from './meeting-links.store.ts';

/** Where a mock is held. For its two people's eyes only. */
export interface MeetingPlace {
  url: string;
  /** Given for this mock, not the mentor's usual link or the academy's. */
  isOwn: boolean;
}

const PURPOSE = 'interviews.meeting';

/**
 * Where mocks are held: the link given for the mock, else the mentor's usual one, else the academy's MEETING_URL_TEMPLATE with a name
 * that only this mock has and nobody can work out from its id.
 */
@Injectable()
export class MeetingLinks {
  constructor(
    private readonly store: MeetingLinksStore,
    private readonly scheduling: Scheduling,
    private readonly sealed: Sealed,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** By interview id; a mock without any link is absent. */
  async of(interviews: readonly Pick<Interview, 'id' | 'mentorId'>[]): Promise<Map<string, MeetingPlace>> {
    const own = new Map((await this.store.list(interviews.map((i) => i.id))).map((link) => [link.interviewId, link]));
    const usual = await this.scheduling.meetingUrls(interviews.map((i) => i.mentorId));
    return new Map(
      interviews.flatMap(({ id, mentorId }): [string, MeetingPlace][] => {
        const place = this.place({ id, mentorId }, own.get(id) ?? null, usual.get(mentorId) ?? null);
        return place ? [[id, place]] : [];
      }),
    );
  }

  /** The same for links that the caller has read itself: the one given for this mock, and the mentor's usual one. */
  place(
    { id, mentorId }: Pick<Interview, 'id' | 'mentorId'>,
    own: MeetingLink | null,
    usual: string | null,
  ): MeetingPlace | null {
    if (own?.mentorId === mentorId) return { url: own.url, isOwn: true };
    const url = usual ?? this.fromTemplate(id);
    return url === null ? null : { url, isOwn: false };
  }

  private fromTemplate(interviewId: string): string | null {
    const { meetingUrlTemplate } = this.settings;
    return meetingUrlTemplate && meetingUrl(meetingUrlTemplate, this.sealed.nameOf(PURPOSE, interviewId));
  }
}
