import { Injectable } from '@nestjs/common';
import { Identity } from '../identity/index.ts';

/** Roles that may read released feedback (`product.md` rule 14), in people's words and in the order in which they are listed. */
const READERS: readonly { role: string; words: string; isOnly?: 'learner' | 'mentor' }[] = [
  { role: 'learner', words: 'Learner', isOnly: 'learner' },
  { role: 'mentor', words: 'Mentor of this mock', isOnly: 'mentor' },
  { role: 'leadMentor', words: 'Lead mentor' },
  { role: 'cohortAdmin', words: 'Cohort admin' },
  { role: 'academyAdmin', words: 'Academy admin' },
];

/** Everybody who can read a mock's feedback right now, by name. */
@Injectable()
export class SeenBy {
  constructor(private readonly identity: Identity) {}

  /** One line per person; somebody who may read it for several reasons is named once with all of them. */
  async of(mock: { batchId: string; learnerId: string; mentorId: string }): Promise<{ name: string; role: string }[]> {
    const holders = await this.identity.holders(
      mock.batchId,
      READERS.map((r) => r.role),
    );
    const only = { learner: mock.learnerId, mentor: mock.mentorId };
    const people = new Map<string, { name: string; roles: string[] }>();
    for (const { role, words, isOnly } of READERS)
      for (const holder of holders.filter((h) => h.role === role && (!isOnly || h.id === only[isOnly]))) {
        const known = people.get(holder.id) ?? { name: holder.name, roles: [] };
        known.roles.push(words);
        people.set(holder.id, known);
      }
    return [...people.values()].map(({ name, roles }) => ({ name, role: roles.join(' · ') }));
  }
}
