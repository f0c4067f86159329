import { Injectable } from '@nestjs/common';
import type {
  BatchPeopleView,
  LearnerPlaceView,
  MyPlaceView,
  OfferView,
  StaffView,
} from '@dryrun/contracts/people.contract';
import { holdsSeat, moveEnrolment } from '@dryrun/domain/cohorts/enrolment-state';
import type { Actor } from '@dryrun/domain/policy/decide';
import { BATCH_STAFF_ROLES } from '@dryrun/domain/policy/resources';
import { Catalog } from '../../catalog/index.ts';
import { Accounts, Grants, Identity, Invitations, type Invitation } from '../../identity/index.ts';
import { CohortsPolicy } from '../cohorts.policy.ts';
import { CohortsStore } from '../cohorts.store.ts';
import { EnrolmentStore, type Place } from './enrolment.store.ts';
import { QualificationStore } from './qualification.store.ts';
import { SetJoinCode } from './set-join-code.ts';

type Contacts = Awaited<ReturnType<Accounts['contacts']>>;

/** People of a batch shaped for the screens of those who run it, and everybody's own places and invitations. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly policy: CohortsPolicy,
    private readonly batches: CohortsStore,
    private readonly places: EnrolmentStore,
    private readonly qualifications: QualificationStore,
    private readonly codes: SetJoinCode,
    private readonly accounts: Accounts,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
  ) {}

  async ofBatch(actor: Actor, batchId: string): Promise<BatchPeopleView> {
    const batch = await this.policy.authorize(actor, 'person:read', batchId);
    const [places, staff, invitations, tracks] = await Promise.all([
      this.places.listOfBatch(batchId),
      this.staff(batchId),
      this.invitations.list(batchId),
      this.catalog.tracks(),
    ]);
    const people = await this.accounts.contacts(places.map((p) => p.personId));
    const line = places.filter((p) => p.state === 'waitlisted');
    return {
      batch: {
        id: batch.id,
        name: batch.name,
        state: batch.state,
        capacity: batch.capacity,
        seatsTaken: places.filter((p) => holdsSeat(p.state)).length,
      },
      learners: places
        .map((p) => placeView(p, people, p.state === 'waitlisted' ? line.indexOf(p) + 1 : null))
        .sort((a, b) => a.person.name.localeCompare(b.person.name)),
      staff,
      invitations: await this.invitations.views(invitations, actor.personId),
      joinCode: this.codes.view(batch.joinCode),
      tracks: tracks
        .toSorted((a, b) => a.body.order - b.body.order)
        .map((t) => ({ slug: t.slug, title: t.body.title })),
    };
  }

  /** For somebody who was just allowed to change this place. */
  async place(id: string): Promise<LearnerPlaceView> {
    const place = await this.places.find(id);
    if (!place) throw new Error('places are never deleted');
    return placeView(place, await this.accounts.contacts([place.personId]), await this.places.linePosition(place));
  }

  /** For somebody who was just allowed to change this person's roles. */
  async staffMember(batchId: string, personId: string): Promise<StaffView> {
    const member = (await this.staff(batchId)).find((s) => s.person.id === personId);
    if (member) return member;
    const person = await this.accounts.get(personId);
    return { person, address: person.email, roles: [], qualification: { tracks: [], levels: [] } };
  }

  async myPlaces(actor: Actor): Promise<MyPlaceView[]> {
    const places = await this.places.listOfPerson(actor.personId);
    return Promise.all(places.map((p) => this.myPlace(p)));
  }

  async myPlace(place: Place): Promise<MyPlaceView> {
    const batch = await this.batches.findBatch(place.batchId);
    if (!batch) throw new Error('batches are never deleted');
    const anywhere = { capacity: null, taken: 0, waiting: 0, batchState: batch.state };
    return {
      enrolmentId: place.id,
      batchName: batch.name,
      state: place.state,
      since: place.since.toISOString(),
      linePosition: await this.places.linePosition(place),
      canWithdraw: moveEnrolment(place.state, 'withdraw', anywhere).ok,
    };
  }

  async myInvitations(actor: Actor): Promise<OfferView[]> {
    const me = await this.accounts.get(actor.personId);
    return Promise.all((await this.invitations.listUsableFor(me.email)).map((i) => this.offer(i)));
  }

  /** For whoever holds its link or owns its address. */
  async offer(invitation: Invitation): Promise<OfferView> {
    const [batch, people, known, academyName] = await Promise.all([
      invitation.batchId === null ? null : this.batches.findBatch(invitation.batchId),
      this.identity.people([invitation.invitedBy]),
      this.accounts.findByAddresses([invitation.address]),
      this.identity.academyName(),
    ]);
    return {
      invitationId: invitation.id,
      address: invitation.address,
      name: invitation.name,
      academyName,
      batch,
      roles: invitation.roles,
      level: invitation.level,
      invitedBy: people.get(invitation.invitedBy)?.name ?? academyName,
      expiresAt: invitation.expiresAt.toISOString(),
      hasAccount: known.has(invitation.address.toLowerCase()),
    };
  }

  /** Mentors, leads and admins of a batch, by name. */
  private async staff(batchId: string): Promise<StaffView[]> {
    const [held, qualified] = await Promise.all([this.grants.listOf(batchId), this.qualifications.list(batchId)]);
    const isStaff = held.filter((g) => g.role !== 'learner');
    const people = await this.accounts.contacts(isStaff.map((g) => g.personId));
    return [...new Set(isStaff.map((g) => g.personId))].flatMap((id) => {
      const person = people.get(id);
      const roles = BATCH_STAFF_ROLES.filter((role) => isStaff.some((g) => g.personId === id && g.role === role));
      const qualification = qualified.get(id) ?? { tracks: [], levels: [] };
      return person ? [{ person, address: person.email, roles, qualification }] : [];
    });
  }
}

function placeView(place: Place, people: Contacts, linePosition: number | null): LearnerPlaceView {
  const person = people.get(place.personId);
  if (!person) throw new Error(`person ${place.personId} is gone`);
  const { id: enrolmentId, level, targetRole, state, since } = place;
  return {
    enrolmentId,
    person,
    address: person.email,
    level,
    targetRole,
    state,
    since: since.toISOString(),
    linePosition,
  };
}
