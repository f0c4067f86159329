import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Role } from '@dryrun/domain/policy/resources';
import { instantToLocal } from '@dryrun/domain/time/zone-transitions';
import { SETTINGS, type Settings } from '../../platform/config/settings.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Events, type DomainEvent } from '../../platform/events/events.ts';
import { Catalog } from '../catalog/index.ts';
import { Identity, type Addressee } from '../identity/index.ts';
import { Post } from './post.ts';
import { backupFailedMail, supplyLowMail } from './staff-mails.ts';

const Supply = z.object({ format: z.string(), track: z.string(), level: z.string() });
const Backup = z.object({ cause: z.enum(['nightly', 'asked']), error: z.string() });

type News = DomainEvent & { id: string; at: Date };

/** Tells those who run the academy what only they can mend. */
@Injectable()
export class TellStaff implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly identity: Identity,
    private readonly catalog: Catalog,
    private readonly post: Post,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.events.on('interview.supply_low', (tx, event) => this.tellOfSupply(tx, event));
    this.events.on('backups.failed', (tx, event) => this.tellOfBackup(tx, event));
  }

  private async tellOfSupply(tx: Tx, { at, payload }: News): Promise<void> {
    const { format, track, level } = Supply.parse(payload);
    const titles = {
      format: (await this.catalog.format(format))?.body.title ?? format,
      track: (await this.catalog.tracks()).find((t) => t.slug === track)?.body.title ?? track,
      level,
    };
    const day = instantToLocal(await this.identity.academyTimeZone(), at.getTime()).date;
    for (const person of await this.academyStaff(['contentEditor', 'academyAdmin']))
      await this.post.send(tx, person, {
        kind: 'catalog.supply_low',
        words: supplyLowMail(titles, this.settings.publicUrl),
        name: `supply-${format}-${level}-${day}-${person.id}`,
      });
  }

  private async tellOfBackup(tx: Tx, { id, at, payload }: News): Promise<void> {
    const { cause, error } = Backup.parse(payload);
    for (const person of await this.academyStaff(['academyAdmin']))
      await this.post.send(tx, person, {
        kind: 'backups.failed',
        words: backupFailedMail(
          { startedAt: at, isNightly: cause === 'nightly', error },
          person.timeZone,
          this.settings.publicUrl,
        ),
        name: `backup-${id}-${person.id}`,
      });
  }

  private async academyStaff(roles: readonly Role[]): Promise<Addressee[]> {
    const holders = await this.identity.holders(null, roles);
    return [...(await this.identity.addressees(holders.map((h) => h.id))).values()];
  }
}
