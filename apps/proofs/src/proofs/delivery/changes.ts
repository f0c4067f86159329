import { randomUUID } from 'node:crypto';
import type { Random } from '../../frame/random.ts';
import type { HttpAnswer, HttpClient } from '../../product/http-client.ts';
import type { World } from '../../product/world.ts';

export interface Someone {
  id: string;
  key: string;
  address: string;
  timeZone: string;
}

/** A change that was acknowledged, as one of its people must hear of it. */
export interface Expected {
  mockId: string;
  person: Someone;
  sequence: number;
  method: 'REQUEST' | 'CANCEL';
  startsAt: string;
  /** Where they meet; absent when this change does not say. */
  place?: string;
}

interface Mock {
  id: string;
  learner: Someone;
  mentor: Someone;
  startsAt: string;
  sequence: number;
  isLive: boolean;
}

type Change = 'move' | 'hand over' | 'move and hand over' | 'meeting link' | 'cancel';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GOAL = { format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: '' };
const LEARNERS = ['asha', 'ravi', 'meenal', 'tenzin'];
const MOST_LIVE = 12;

/** Books, moves, hands over and cancels mocks as the people of the seeded academy, and keeps account of who must hear what. */
export class Changes {
  readonly mocks: Mock[] = [];
  readonly expected: Expected[] = [];
  readonly faults: string[] = [];
  count = 0;

  readonly learners: readonly Someone[];
  readonly mentors: readonly Someone[];
  private readonly random: Random;
  private readonly batchId: string;
  private readonly clients: ReadonlyMap<string, HttpClient>;

  private constructor(
    random: Random,
    place: { batchId: string; learners: Someone[]; mentors: Someone[]; clients: Map<string, HttpClient> },
  ) {
    this.random = random;
    this.batchId = place.batchId;
    this.learners = place.learners;
    this.mentors = place.mentors;
    this.clients = place.clients;
  }

  static async start(world: World, random: Random): Promise<Changes> {
    const [batch] = await world.query<{ id: string }>(`select id from batch where slug = 'batch-01'`);
    if (!batch) throw new Error('the seeded world has no batch-01');
    const people = await world.query<Someone>(
      `select id, demo_key as key, email as address, time_zone as "timeZone" from person where removed_at is null`,
    );
    const learners = LEARNERS.flatMap((key) => people.find((p) => p.key === key) ?? []);
    const admin = await world.as('kavya');
    const query = `format=${GOAL.format}&track=${GOAL.track}&level=${GOAL.level}`;
    const slots = await admin.send('GET', `/api/batches/${batch.id}/learners/${learners[0]?.id}/slots?${query}`);
    const { items } = slots.json as { items: { mentors: { id: string }[] }[] };
    const offered = new Set(items.flatMap(({ mentors }) => mentors.map((m) => m.id)));
    const mentors = people.filter((p) => offered.has(p.id));
    if (learners.length < 2 || mentors.length < 2) throw new Error('too few people to book mocks with');
    const clients = new Map([['kavya', admin]]);
    for (const { key } of [...learners, ...mentors]) clients.set(key, await world.as(key));
    return new Changes(random, { batchId: batch.id, learners, mentors, clients });
  }

  /** One change that is possible now. Anything but a yes or "that time is taken" is a fault. */
  async one(): Promise<void> {
    const live = this.mocks.filter((mock) => mock.isLive);
    if (live.length === 0 || (live.length < MOST_LIVE && this.random.chance(0.45))) return this.book();
    const change = this.random.pick<Change>([
      'move',
      'move',
      'hand over',
      'move and hand over',
      'meeting link',
      'cancel',
    ]);
    const mock = this.random.pick(live);
    if (change === 'meeting link') return this.meetAt(mock);
    return change === 'cancel' ? this.cancel(mock) : this.rebook(mock, change);
  }

  /**
   * A booking whose server dies with the news written and nothing committed; its client repeats the request at another.
   * @param dying answers on the server that dies
   */
  async bookAndRepeat(dying: HttpClient): Promise<void> {
    const path = `/api/batches/${this.batchId}/bookings`;
    for (let free = 0; free < 20; free++) {
      const request = this.booking();
      const headers = { 'idempotency-key': randomUUID() };
      const first = await dying.send('POST', path, { body: request.body, headers }).catch(() => null);
      if (first && isTaken(first)) continue;
      if (first) return void this.faults.push(`the server that was to die before the commit answered ${first.status}`);
      for (let tries = 0; tries < 20; tries++) {
        const answer = await this.client('kavya').send('POST', path, { body: request.body, headers });
        if (answer.status === 201) return this.booked(request, answer);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return void this.faults.push('a booking that was cut off could not be repeated');
    }
    this.faults.push('no time was free for a booking that is cut off');
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private async book(): Promise<void> {
    const request = this.booking();
    const answer = await this.send('kavya', 'POST', `/api/batches/${this.batchId}/bookings`, request.body, 201);
    if (answer) this.booked(request, answer);
  }

  private booking() {
    const [learner, mentor, startsAt] = [this.random.pick(this.learners), this.random.pick(this.mentors), this.time()];
    const body = {
      learnerId: learner.id,
      mentorId: mentor.id,
      startsAt,
      goal: GOAL,
      reason: 'a mock of the delivery proof',
    };
    return { learner, mentor, startsAt, body };
  }

  private booked(
    { learner, mentor, startsAt }: { learner: Someone; mentor: Someone; startsAt: string },
    answer: HttpAnswer,
  ) {
    const { id } = answer.json as { id: string };
    const mock: Mock = { id, learner, mentor, startsAt, sequence: -1, isLive: true };
    this.mocks.push(mock);
    this.happened(mock, 'REQUEST');
  }

  private async rebook(mock: Mock, change: Change): Promise<void> {
    const former = mock.mentor;
    const others = this.mentors.filter((m) => m.id !== former.id);
    const mentor = change === 'move' ? former : this.random.pick(others);
    const startsAt = change === 'hand over' ? mock.startsAt : this.time();
    const body = { mentorId: mentor.id, startsAt, from: mock.startsAt, reason: 'moved by the delivery proof' };
    const answer = await this.send('kavya', 'POST', `/api/interviews/${mock.id}/move-on-behalf`, body, 200);
    if (!answer) return;
    const before = mock.startsAt;
    Object.assign(mock, { mentor, startsAt });
    this.happened(mock, 'REQUEST');
    if (mentor.id !== former.id)
      this.expected.push({
        mockId: mock.id,
        person: former,
        sequence: mock.sequence,
        method: 'CANCEL',
        startsAt: before,
      });
  }

  private async meetAt(mock: Mock): Promise<void> {
    const url = `https://meet.example.org/${this.random.int(1, 1e9)}`;
    const answer = await this.send(mock.mentor.key, 'PUT', `/api/interviews/${mock.id}/meeting-link`, { url }, 200);
    if (answer) this.happened(mock, 'REQUEST', url);
  }

  private async cancel(mock: Mock): Promise<void> {
    const by = this.random.pick([mock.learner.key, mock.mentor.key, 'kavya']);
    const answer = await this.send(by, 'POST', `/api/interviews/${mock.id}/cancel`, { reason: 'a reason' }, 200);
    if (!answer) return;
    mock.isLive = false;
    this.happened(mock, 'CANCEL');
  }

  private happened(mock: Mock, method: Expected['method'], place?: string): void {
    this.count++;
    mock.sequence++;
    const { id: mockId, sequence, startsAt } = mock;
    for (const person of [mock.learner, mock.mentor])
      this.expected.push({ mockId, person, sequence, method, startsAt, ...(place !== undefined && { place }) });
  }

  private async send(
    key: string,
    method: string,
    path: string,
    body: unknown,
    wanted: number,
  ): Promise<HttpAnswer | null> {
    const answer = await this.client(key).send(method, path, { body, headers: { 'idempotency-key': randomUUID() } });
    if (answer.status === wanted) return answer;
    if (!isTaken(answer)) this.faults.push(`${key} ${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return null;
  }

  private client(key: string): HttpClient {
    const client = this.clients.get(key);
    if (!client) throw new Error(`nobody signed in as ${key}`);
    return client;
  }

  /** Some full hour between the day after tomorrow and the end of the booking horizon. */
  private time(): string {
    const tomorrow = Math.ceil(Date.now() / DAY) * DAY;
    return new Date(tomorrow + DAY + this.random.int(0, 10 * 24) * HOUR).toISOString();
  }
}

/** Times are drawn by lot, so now and then somebody has one already. */
function isTaken({ status, text }: HttpAnswer): boolean {
  return status === 409 && /slot_(taken|not_open)/.test(text);
}
