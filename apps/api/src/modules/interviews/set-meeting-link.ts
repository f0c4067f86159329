import { Injectable } from '@nestjs/common';
import type { Actor } from '@dryrun/domain/policy/decide';
import { Refusal } from '../../platform/http/refusal.ts';
import { InterviewWrites } from './interview-writes.ts';
import { InterviewsPolicy } from './interviews.policy.ts';
import { MeetingLinksStore } from './meeting-links.store.ts';

/** Says where one mock is held, or (empty) that it is held where its mentor usually meets. Saying it twice is saying it once. */
@Injectable()
export class SetMeetingLink {
  constructor(
    private readonly writes: InterviewWrites,
    private readonly policy: InterviewsPolicy,
    private readonly store: MeetingLinksStore,
  ) {}

  /** @throws Refusal `interview_state` once the mock is over */
  async run(actor: Actor, interviewId: string, url: string): Promise<void> {
    await this.writes.run(async (tx, now) => {
      const interview = await this.policy.lock(tx, actor, 'interview:run', interviewId);
      if (interview.state !== 'scheduled' && interview.state !== 'running')
        throw new Refusal('interview_state', 'This mock is over, so nobody meets there any more. Nothing was changed.');
      const [known] = await this.store.list([interview.id]);
      if (url === (known?.mentorId === interview.mentorId ? known.url : '')) return;
      if (url === '') await this.store.remove(tx, interview.id);
      else await this.store.save(tx, { interviewId: interview.id, mentorId: interview.mentorId, url }, now);
      await this.writes.tell(tx, {
        actorId: actor.personId,
        action: 'interview.set_meeting_link',
        interview,
        // The link itself lets people in, so the audit only says that there is one.
        after: { hasOwnLink: url !== '' },
        news: { type: 'interview.meeting_link_set', payload: { by: 'mentor' } },
      });
    });
  }
}
