import type { Random } from '../../frame/random.ts';
import type { Replica } from '../../product/replica.ts';
import type { Academy } from './academy.ts';

/** What is killed (-9), in this order again and again. */
const KINDS = ['both', 'api', 'postgres', 'api', 'postgres', 'api'] as const;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The processes that can be killed, and that come back at the same addresses. */
export class Disasters {
  private readonly academy: Academy;
  private readonly fleet: Replica[];
  kills = 0;

  constructor(academy: Academy) {
    this.academy = academy;
    this.fleet = [...academy.world.replicas];
  }

  /** Kills something and brings it back; resolves when everybody serves again. */
  async strike(random: Random): Promise<void> {
    const kind = KINDS[this.kills % KINDS.length];
    this.kills++;
    const victims = kind === 'postgres' ? [] : kind === 'both' ? [0, 1] : [random.int(0, this.fleet.length - 1)];
    if (kind !== 'api') this.academy.postgres.kill();
    await Promise.all(victims.map((i) => this.fleet[i]?.kill()));
    await pause(random.int(50, 400));
    if (kind !== 'api') await this.academy.postgres.start();
    for (const i of victims) {
      const { port } = this.fleet[i] as Replica;
      this.fleet[i] = await this.academy.world.replica({ port });
    }
  }
}
