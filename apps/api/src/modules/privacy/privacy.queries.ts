import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  AuditEntryView,
  AuditPageView,
  AuditQuery,
  ErasureView,
  MyDataView,
  privacyEndpoints,
} from '@dryrun/contracts/privacy.contract';
import type { Actor } from '@dryrun/domain/policy/decide';
import { addDays } from '@dryrun/domain/time/local-date';
import { startOfLocalDay } from '@dryrun/domain/time/zone-transitions';
import { Clock } from '../../platform/clock/clock.ts';
import { csvOf } from './audit-csv.ts';
import { AuditNames } from './audit-names.ts';
import { PrivacyPolicy } from './privacy.policy.ts';
import { PrivacyStore, type AuditLine, type PersonToErase } from './privacy.store.ts';

type Query = z.infer<typeof AuditQuery>;
type Search = Omit<Query, 'of' | 'before'> & Partial<Pick<Query, 'of' | 'before'>>;

const PAGE = 50;
const CSV_LINES = 20_000;
const FORMAT_VERSION = 1;

/**
 * Families and use-cases of a mock that its learner is told nothing of, or not yet: which questions wait for them, what their mentor
 * notes, whom the mentor asks to take over. What the learner may know of it, they read on the pages of the mock.
 */
const KEPT_FROM_WHOSE_IT_IS = [
  'plan',
  'scorecard',
  'interview.mark',
  'interview.unmark',
  'interview.use_pushback',
  'interview.ask_colleague',
];

/** My data, what erasing would mean, and the audit, shaped for the screens. */
@Injectable()
export class PrivacyQueries {
  constructor(
    private readonly store: PrivacyStore,
    private readonly policy: PrivacyPolicy,
    private readonly names: AuditNames,
    private readonly clock: Clock,
  ) {}

  async myData(actor: Actor): Promise<MyDataView> {
    const academy = await this.names.academy();
    const sections = await this.store.sections(actor.personId);
    await this.names.told(actor, 'data.export', actor.personId, null);
    // Dates become the texts that they are on the wire.
    return {
      formatVersion: FORMAT_VERSION,
      exportedAt: this.clock.now().toISOString(),
      academy,
      sections: JSON.parse(JSON.stringify(sections)) as MyDataView['sections'],
    };
  }

  async erasure(person: PersonToErase): Promise<ErasureView> {
    const matters = await this.store.openMatters(person.id, this.clock.now());
    return { confirmation: person.name, ...matters, isLastAcademyAdmin: await this.names.isLastAdmin(person.id) };
  }

  async audit(actor: Actor, query: Query): Promise<AuditPageView> {
    const lines = await this.lines(actor, query, PAGE + 1);
    const items = await this.views(actor, query.of, lines.slice(0, PAGE));
    return { items, next: lines.length > PAGE ? (items.at(-1)?.id ?? null) : null };
  }

  async auditTable(actor: Actor, search: Search): Promise<z.infer<typeof privacyEndpoints.exportAudit.response>> {
    const lines = await this.lines(actor, { ...search, of: 'overseen' }, CSV_LINES + 1);
    await this.names.told(actor, 'audit.export', actor.personId, search.batchId ?? null);
    const fileName = `audit-${this.clock.now().toISOString().slice(0, 10)}.csv`;
    return {
      fileName,
      csv: csvOf(await this.views(actor, 'overseen', lines.slice(0, CSV_LINES))),
      isCut: lines.length > CSV_LINES,
    };
  }

  private async lines(
    actor: Actor,
    { of, batchId, personId, action, from, until, before }: Search,
    limit: number,
  ): Promise<AuditLine[]> {
    const isOwn = of !== 'overseen';
    const scope = isOwn
      ? { batchIds: batchId ? [batchId] : null }
      : await this.policy.authorizeAudit(actor, batchId ?? null);
    const zone = await this.names.timeZone();
    const day = (date: string | undefined) => (date === undefined ? null : new Date(startOfLocalDay(zone, date)));
    return this.store.listAudit({
      own: isOwn ? { personId: actor.personId, except: KEPT_FROM_WHOSE_IT_IS } : null,
      batchIds: scope.batchIds,
      personId: personId ?? null,
      action: action ?? null,
      from: day(from),
      until: day(until === undefined ? undefined : addDays(until, 1)),
      before: before ?? null,
      limit,
    });
  }

  private async views(actor: Actor, of: Query['of'], lines: readonly AuditLine[]): Promise<AuditEntryView[]> {
    const { people, batches } = await this.names.of(lines);
    const seesAddresses = actor.grants.some((g) => g.role === 'academyAdmin');
    return lines.map(({ actorId, personId, batchId, address, at, before, after, ...line }) => ({
      ...line,
      // What others did with what is mine: that they did, not the details, which may be about more than me.
      ...(of === 'overseen' || actorId === actor.personId ? { before, after } : { before: null, after: null }),
      at: at.toISOString(),
      actor: (actorId && people.get(actorId)) || null,
      person: (personId && people.get(personId)) || null,
      batch: (batchId && batches.get(batchId)) || null,
      address: seesAddresses || actorId === actor.personId ? address : null,
    }));
  }
}
