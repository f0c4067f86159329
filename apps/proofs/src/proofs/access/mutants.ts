import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant, Patch } from '../../frame/proof.ts';
import { ROOT } from '../../product/place.ts';

const one = (file: string, search: string, replace: string): readonly Patch[] => [{ file, search, replace }];
const DECIDE = 'libs/domain/src/policy/decide.ts';
const RESOURCES = 'libs/domain/src/policy/resources.ts';
const SLEEPING_GUARD = one(
  'apps/api/src/platform/auth/actor-guard.ts',
  '!mayAnywhere(session.actor, spec.access)',
  'spec.path.length === 0',
);

/** What can go wrong in a policy, wherever it is written. Each place it is found at makes a mutant. */
const SLIPS: readonly { slip: string; search: RegExp; replace: string }[] = [
  {
    slip: 'asks for no permission',
    search: /\bisPermitted\(\s*actor,/,
    replace: '((..._given: unknown[]) => true)(actor,',
  },
  {
    slip: 'allows whatever is asked',
    search: /\bdecide\(\s*actor,/,
    replace: "((..._given: unknown[]): string => 'allowed')(actor,",
  },
  { slip: 'shows what is hidden', search: /if \(verdict === 'hidden'\)/, replace: "if (verdict === 'never')" },
  { slip: 'does what is forbidden', search: /if \(verdict === 'forbidden'\)/, replace: "if (verdict === 'never')" },
  { slip: 'does not ask whose it is', search: /\b[\w.?]+ === actor\.personId/, replace: 'true' },
  { slip: 'takes anybody for its owner', search: /\b[\w.?]+ !== actor\.personId/, replace: 'false' },
];

const NO_ROUTE = 'no route writes content yet; local-items.int.spec.ts asks the policy itself';
const ASKED_BEFORE =
  'the use-case asks the batch for the same permission before; what this adds is who is in the batch';
const ASKED_AGAIN = 'whose time it is is asked again in `held`; this only spares the lock';
const OWN_BY_ROLE =
  'the permission asks for an own row as well, and its learner is who holds it; this is the second lock on one door';
const NOBODY_ONLY_READS = 'whoever may read an invitation may change it: the verdict never comes';
const ONLY_WORDS =
  'they may read this feedback already; only who reads by another role than that in the mock would be spoken to otherwise';
const ONLY_BUTTONS = 'shows or hides a button; the action behind it is decided again';

/**
 * Slips that change nothing that anybody could see, each with the reason. Key: the mutant's name.
 * A slip that survives and is not here fails `--mutants`: either the matrix lacks a cell or the check is not needed.
 */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'catalog.policy allows whatever is asked (authorize 1)': NO_ROUTE,
  'catalog.policy shows what is hidden (authorize 1)': NO_ROUTE,
  'catalog.policy does what is forbidden (authorize 1)': NO_ROUTE,
  'cohorts.policy asks for no permission (mayWithMentor 2)': ONLY_BUTTONS,
  'interviews.policy asks for no permission (may 2)': ONLY_BUTTONS,
  'interviews.policy does not ask whose it is (lockHeld 1)': ASKED_AGAIN,
  'interviews.policy does not ask whose it is (held 2)': OWN_BY_ROLE,
  'waitlist.policy takes anybody for its owner (isTheirs 1)': OWN_BY_ROLE,
  'feedback.policy asks for no permission (readerOf 1)': ONLY_WORDS,
  'people.policy asks for no permission (staffMember 2)': ASKED_BEFORE,
  'people.policy does what is forbidden (lockInvitation 1)': NOBODY_ONLY_READS,
};

/** Permissions that the guard asks for as well: here both fall asleep together, or nothing could be seen. */
const BEHIND_THE_GUARD = new Set([
  'cohorts.policy asks for no permission (authorizeCreation 1)',
  'academy.policy asks for no permission (authorize 1)',
  'insights.policy asks for no permission (authorizeStart 1)',
]);

export const policyFiles = (): string[] => globSync('apps/api/src/**/*.policy.ts', { cwd: ROOT }).sort();

function slipsOf(file: string): Mutant[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const module = file.split('/').at(-1)?.replace('.ts', '') ?? file;
  return SLIPS.flatMap(({ slip, search, replace }) =>
    [...text.matchAll(new RegExp(search.source, 'g'))].map((found, occurrence): Mutant => {
      const line = text.slice(0, found.index).split('\n').length;
      const name = `${module} ${slip} (${methodAt(text, line)} ${occurrence + 1})`;
      const patch = { file, search, replace, occurrence };
      return { name, patches: BEHIND_THE_GUARD.has(name) ? [patch, ...SLEEPING_GUARD] : [patch] };
    }),
  );
}

/** The method around a line, so that names survive edits elsewhere in the file. */
function methodAt(text: string, line: number): string {
  const before = text.split('\n').slice(0, line).reverse();
  const name = before
    .map((l) => /^(?: {2}(?:async |private |static )*|export (?:async )?function )(\w+)[<(]/.exec(l)?.[1])
    .find((m) => m && !['if', 'for', 'return', 'constructor'].includes(m));
  return name ?? 'file';
}

/** Policies that none of the slips fits and that nobody wrote a mutant for. */
export function policiesWithoutMutant(): string[] {
  const patched = new Set(everySlip().flatMap(({ patches = [] }) => patches.map(({ file }) => file)));
  return policyFiles().filter((file) => !patched.has(file));
}

/** Slips outside the policies: the decision itself, the table of roles, the guard, who a cookie belongs to, lists. */
const BY_HAND: readonly Mutant[] = [
  {
    name: 'the batch of a role does not matter',
    patches: one(
      DECIDE,
      'const isHere = grant.batchId === null || subject.batchId === null || grant.batchId === subject.batchId;',
      'const isHere = true;',
    ),
  },
  {
    name: 'own rows are everybody’s',
    patches: one(DECIDE, 'return subject.owners[grant.role]?.includes(actor.personId) ?? false;', 'return true;'),
  },
  {
    name: 'a mentor owns what the learner owns',
    patches: one(
      DECIDE,
      'return subject.owners[grant.role]?.includes(actor.personId) ?? false;',
      'return Object.values(subject.owners).flat().includes(actor.personId);',
    ),
  },
  {
    name: 'a lead mentor reads drafts',
    patches: one(
      RESOURCES,
      '  leadMentor: {\n    ...EVERY_PERSON,',
      "  leadMentor: {\n    'scorecard:read': 'batch',\n    ...EVERY_PERSON,",
    ),
  },
  {
    name: 'a learner sees the plan of the own mock',
    patches: one(
      RESOURCES,
      '  learner: {\n    ...EVERY_PERSON,',
      "  learner: {\n    'plan:read': 'own',\n    ...EVERY_PERSON,",
    ),
  },
  {
    name: 'a content editor sees the batches',
    patches: one(
      RESOURCES,
      'contentEditor: { ...EVERY_PERSON',
      "contentEditor: { 'batch:read': 'academy', ...EVERY_PERSON",
    ),
  },
  {
    name: 'a changed place in a batch leaves no line in the log',
    patches: one(
      'apps/api/src/platform/events/audit.ts',
      'const origin = requestOrigin.getStore();',
      "if (entry.action === 'enrolment.update') return;\n    const origin = requestOrigin.getStore();",
    ),
  },
  {
    name: 'the guard does not ask for the permission of a list',
    patches: SLEEPING_GUARD,
  },
];

const everySlip = (): Mutant[] => [...policyFiles().flatMap(slipsOf), ...BY_HAND];

/** Every mutant that somebody could notice; the slips are found anew in the sources of this moment. */
export const mutants = (): Mutant[] =>
  everySlip()
    .filter(({ name }) => !(name in WITHOUT_EFFECT))
    .map((mutant) => ({ ...mutant, inApp: 'api' }));

/** Whether a mutant should meet the close looks before the matrix; with the guard asleep they would fail for that alone. */
export const meetsLooksFirst = ({ name }: Mutant): boolean => !BEHIND_THE_GUARD.has(name);

/** Where a slip in a module shows first. Anything else is found too, only later. */
const NEAR: Readonly<Record<string, RegExp>> = {
  cohorts: /^\w+ \/api\/batches/,
  people: /people|invitations|enrolments|places/,
  feedback: /scorecard|feedback|next-steps|prediction/,
  academy: /academy|settings/,
  insights: /start$|progress|overview/,
  'change-requests': /requests/,
  interviews: /interviews\/|holds\//,
  notifications: /outbox/,
  practice: /bank|case-studies/,
  privacy: /erasure|audit/,
  scheduling: /mentors\/.*availability/,
};

/** The lines with those first that a mutant most likely breaks, so that it is caught within seconds. */
export function nearestFirst<L extends { route: string }>(lines: readonly L[], mutant: Mutant | null): readonly L[] {
  const file = mutant?.patches?.[0]?.file ?? '';
  const near =
    NEAR[/([\w-]+)\.policy\.ts$/.exec(file)?.[1] ?? ''] ?? (mutant ? /scorecard|plan$|overview|academy/ : undefined);
  return near
    ? [...lines.filter(({ route }) => near.test(route)), ...lines.filter(({ route }) => !near.test(route))]
    : lines;
}
