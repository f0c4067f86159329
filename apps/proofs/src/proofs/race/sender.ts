import { randomUUID } from 'node:crypto';
import type { Random } from '../../frame/random.ts';
import { HttpClient, type HttpAnswer } from '../../product/http-client.ts';
import type { World } from '../../product/world.ts';
import type { Attempt, Wish } from './attempt.ts';

/** Now, in epoch milliseconds with fractions: the order of two requests must not be lost in rounding. */
export const moment = (): number => performance.timeOrigin + performance.now();

const PATIENCE_MS = 90_000;
const PAUSE_MS = 60;

/** What goes wrong on the way, besides servers that die. */
const SHARES = { twin: 0.06, hangUp: 0.08, again: 0.06 };

/** Nothing was decided, so the same request is sent again. */
const isUndecided = ({ status }: HttpAnswer): boolean => status === 503;

/**
 * Somebody with a browser at each server. Every request is repeated under its key, at either server, until it is answered:
 * after a lost connection, an outage, or because they hung up themselves. Some are sent twice at once, some again later.
 */
export class Sender {
  private readonly browsers: readonly HttpClient[];
  readonly personId: string;
  private readonly random: Random;

  private constructor(personId: string, browsers: readonly HttpClient[], random: Random) {
    this.personId = personId;
    this.browsers = browsers;
    this.random = random;
  }

  static async open(world: World, key: string, personId: string, random: Random): Promise<Sender> {
    const browsers: HttpClient[] = [];
    for (const { url } of world.replicas) browsers.push(await world.as(key, url));
    return new Sender(personId, browsers, random);
  }

  async send(wish: Omit<Wish, 'actorId'>): Promise<Attempt> {
    const key = wish.method === 'POST' ? randomUUID() : null;
    const isTwin = key !== null && this.random.chance(SHARES.twin);
    const sentAt = moment();
    const [one, two] = await Promise.all([
      this.untilAnswered(wish, key, 0),
      ...(isTwin ? [this.untilAnswered(wish, key, 1)] : []),
    ]);
    const answeredAt = moment();
    const others = two ? [two.answer] : [];
    if (key !== null && one.answer.status < 500 && this.random.chance(SHARES.again))
      others.push((await this.untilAnswered(wish, key, 1)).answer);
    const { status, text, json } = one.answer;
    const lost = one.lost + (two?.lost ?? 0);
    return { ...wish, actorId: this.personId, key, sentAt, answeredAt, status, text, json, lost, others };
  }

  /** Sends a request again exactly as it was, and answers what came of it. */
  repeat(attempt: Attempt): Promise<{ answer: HttpAnswer; lost: number }> {
    return this.untilAnswered(attempt, attempt.key, 0);
  }

  private async untilAnswered(
    { method, path, body }: Pick<Wish, 'method' | 'path' | 'body'>,
    key: string | null,
    turn: number,
  ): Promise<{ answer: HttpAnswer; lost: number }> {
    const until = moment() + PATIENCE_MS;
    const first = this.random.int(0, this.browsers.length - 1) + turn;
    for (let lost = 0; ; lost++) {
      const browser = this.browsers[(first + lost) % this.browsers.length] as HttpClient;
      const hangUp =
        lost === 0 && this.random.chance(SHARES.hangUp) ? AbortSignal.timeout(this.random.int(1, 25)) : undefined;
      const headers = key === null ? {} : { 'idempotency-key': key };
      const answer = await browser.send(method, path, { body, headers, signal: hangUp }).catch(() => null);
      if (answer !== null && !isUndecided(answer)) return { answer, lost };
      if (moment() > until)
        throw new Error(
          `${method} ${path} was not answered within ${PATIENCE_MS / 1000} seconds: ${answer?.text ?? 'no connection'}`,
        );
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  close(): void {
    for (const browser of this.browsers) browser.close();
  }
}
