import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { ENROLMENT_EVENTS, ENROLMENT_STATES, type EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import { ROLES } from '@dryrun/domain/policy/resources';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Cohorts } from '../cohorts/index.ts';
import { Identity, rolesInWords } from '../identity/index.ts';
import { mailDate } from './mail-times.ts';
import { applicationsMail, placeMail, staffWelcomeMail } from './place-mails.ts';
import { Post } from './post.ts';

const State = z.enum(ENROLMENT_STATES);
const Place = z.object({
  batchId: z.uuid(),
  personId: z.uuid(),
  state: State,
  before: State.nullable(),
  event: z.enum(ENROLMENT_EVENTS),
});
const Accepted = z.object({ batchId: z.uuid().nullable(), personId: z.uuid(), roles: z.array(z.enum(ROLES)) });

const TOLD: readonly EnrolmentState[] = ['enrolled', 'active', 'waitlisted'];

type News = DomainEvent & { id: string; at: Date };

/** Tells learners what becomes of their place in a batch, staff that they are in, and those who run a batch that somebody wants to join. */
@Injectable()
export class TellAboutPlaces implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly cohorts: Cohorts,
    private readonly identity: Identity,
    private readonly post: Post,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    for (const state of TOLD) this.events.on(`enrolment.${state}`, (tx, event) => this.tellLearner(tx, event));
    this.events.on('enrolment.ended', (tx, event) => this.tellLearner(tx, event));
    this.events.on('enrolment.applied', (tx, event) => this.tellAdmins(tx, event));
    this.events.on('invitation.accepted', (tx, event) => this.welcomeStaff(tx, event));
  }

  private async tellLearner(tx: Tx, { id, payload }: News): Promise<void> {
    const { batchId, personId, ...step } = Place.parse(payload);
    const person = (await this.identity.addressees([personId])).get(personId);
    const batch = (await this.cohorts.batches([batchId])).get(batchId);
    if (!person || !batch) return;
    const hasBegun = batch.state === 'active' || batch.state === 'paused';
    const words = placeMail({
      ...step,
      batchName: batch.name,
      beginsOn: hasBegun ? null : mailDate(batch.startsOn),
      publicUrl: this.settings.publicUrl,
    });
    if (words) await this.post.send(tx, person, { kind: 'cohorts.place', words, batchId, name: `place-${id}` });
  }

  private async tellAdmins(tx: Tx, { at, payload }: News): Promise<void> {
    const { batchId } = Place.parse(payload);
    const batch = (await this.cohorts.batches([batchId])).get(batchId);
    if (!batch) return;
    const url = `${this.settings.publicUrl}/batches/${batchId}/people`;
    const admins = await this.identity.holders(batchId, ['cohortAdmin']);
    // Where nobody runs the batch itself, the academy does.
    const asked = admins.length > 0 ? admins : await this.identity.holders(batchId, ['academyAdmin']);
    const reachable = await this.identity.addressees(asked.map((a) => a.id));
    const day = instantToLocal(batch.timeZone, at.getTime()).date;
    for (const person of reachable.values())
      await this.post.send(tx, person, {
        kind: 'cohorts.applied',
        words: applicationsMail(batch.name, url),
        batchId,
        name: `applied-${batchId}-${day}-${person.id}`,
      });
  }

  private async welcomeStaff(tx: Tx, { id, payload }: News): Promise<void> {
    const { batchId, personId, roles } = Accepted.parse(payload);
    const staffRoles = roles.filter((role) => role !== 'learner');
    const person = (await this.identity.addressees([personId])).get(personId);
    if (!person || staffRoles.length === 0) return;
    const batch = batchId === null ? null : (await this.cohorts.batches([batchId])).get(batchId);
    const where = batch?.name ?? (await this.identity.academyName());
    const { publicUrl } = this.settings;
    await this.post.send(tx, person, {
      kind: 'cohorts.welcome',
      words: staffWelcomeMail(rolesInWords(staffRoles), where, staffRoles.includes('mentor'), publicUrl),
      batchId,
      name: `welcome-${id}`,
      isUrgent: true,
    });
  }
}
