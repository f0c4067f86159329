import { ROLE_PERMISSIONS, type Permission, type Role } from './resources.ts';

/** One role held by a person; `batchId` is null for a role that holds in the whole academy. */
export interface Grant {
  role: Role;
  batchId: string | null;
}

/** Who is asking, with the grants read on this very request. */
export interface Actor {
  personId: string;
  grants: readonly Grant[];
}

/**
 * What a row is to the permission table.
 * `batchId` null means the row belongs to no batch (academy-wide). `owners` lists, per role, the people whose *own* row it is:
 * an interview's learner owns it as `learner`, its mentor as `mentor`.
 */
export interface Subject {
  batchId: string | null;
  owners: Partial<Record<Role, readonly string[]>>;
}

/**
 * Does one of the actor's grants give this permission on this row? Additive: any grant suffices.
 * `own` needs both the role in the row's batch and ownership *in that role*, so a mentor never gains a learner's rights on
 * a row, and somebody who lost the role loses the row with it.
 */
export function isPermitted(actor: Actor, permission: Permission, subject: Subject): boolean {
  return actor.grants.some((grant) => {
    const reach = ROLE_PERMISSIONS[grant.role][permission];
    if (reach === undefined) return false;
    if (reach === 'academy') return true;
    const isHere = grant.batchId === null || subject.batchId === null || grant.batchId === subject.batchId;
    if (!isHere) return false;
    if (reach === 'batch') return subject.batchId !== null;
    return subject.owners[grant.role]?.includes(actor.personId) ?? false;
  });
}

/** Does any grant of the actor give this permission anywhere? The cheap first check of the endpoint guard. */
export function mayAnywhere(actor: Actor, permission: Permission): boolean {
  return actor.grants.some((grant) => ROLE_PERMISSIONS[grant.role][permission] !== undefined);
}

export type Verdict = 'allowed' | 'forbidden' | 'hidden';

/**
 * Decides an action on a row. A row the actor may not read does not exist for them (`hidden` → 404); a readable row on
 * which the action is not theirs is `forbidden` (→ 403).
 *
 * @param readPermission the permission that makes the row visible
 */
export function decide(actor: Actor, permission: Permission, readPermission: Permission, subject: Subject): Verdict {
  if (!isPermitted(actor, readPermission, subject)) return 'hidden';
  return isPermitted(actor, permission, subject) ? 'allowed' : 'forbidden';
}

/** Batches in which the actor holds one of these roles. */
export function batchesWhere(actor: Actor, roles: readonly Role[]): string[] {
  return actor.grants.flatMap((g) => (g.batchId !== null && roles.includes(g.role) ? [g.batchId] : []));
}
