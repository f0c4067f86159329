import { Injectable } from '@nestjs/common';
import type { CheckedAddress } from '@dryrun/contracts/people.contract';
import type { EnrolmentState } from '@dryrun/domain/cohorts/enrolment-state';
import { Clock } from '../../../platform/clock/clock.ts';
import { Accounts, Grants, Invitations } from '../../identity/index.ts';
import { EnrolmentStore } from './enrolment.store.ts';

type Outcome = Exclude<CheckedAddress['outcome'], 'invalid' | 'repeated'>;

/** A learner in one of these states has nothing to gain from an invitation as a learner. */
const IS_LEARNER: readonly EnrolmentState[] = ['waitlisted', 'enrolled', 'active', 'paused', 'completed'];

/** Says what inviting addresses into a batch would do. */
@Injectable()
export class AddressCheck {
  constructor(
    private readonly accounts: Accounts,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
    private readonly places: EnrolmentStore,
    private readonly clock: Clock,
  ) {}

  /** By address. `addresses` in lower case. */
  async outcomes(
    batchId: string,
    addresses: readonly string[],
    roles: readonly string[],
  ): Promise<Map<string, Outcome>> {
    const [people, held, places, invited] = await Promise.all([
      this.accounts.findByAddresses(addresses),
      this.grants.listOf(batchId),
      this.places.listOfBatch(batchId),
      this.invitations.list(batchId),
    ]);
    const now = this.clock.now();
    const open = new Set(
      invited.filter((i) => i.state === 'open' && i.expiresAt > now).map((i) => i.address.toLowerCase()),
    );
    const holds = (personId: string, role: string) =>
      role === 'learner'
        ? places.some((p) => p.personId === personId && IS_LEARNER.includes(p.state))
        : held.some((g) => g.personId === personId && g.role === role);
    return new Map(
      addresses.map((address) => {
        const person = people.get(address);
        if (person && roles.every((role) => holds(person.id, role))) return [address, 'already_here'];
        if (open.has(address)) return [address, 'already_invited'];
        return [address, person ? 'known' : 'new'];
      }),
    );
  }
}
