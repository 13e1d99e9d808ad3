import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { canonicalize } from '@daybook/ledger';
import { actionKinds, areas } from './action-groups.ts';
import { auditedRoles, roles, roleTexts, weightyRoles } from './role.ts';

const policiesFolder = join(import.meta.dirname, 'policies');

/** The policy files by id, which is the file's name. */
export function readPolicies(): Readonly<Record<string, string>> {
  const files = readdirSync(policiesFolder)
    .filter((file) => file.endsWith('.cedar'))
    .sort();
  return Object.fromEntries(
    files.map((file) => [basename(file, '.cedar'), readFileSync(join(policiesFolder, file), 'utf8')]),
  );
}

/** The policy in plain words, as it stands at the top of its file. */
export function sentenceOf(policy: string): string {
  return /@description\("([^"]*)"\)/.exec(policy)?.[1] ?? '';
}

/** Forbidding policies win over permitting ones. */
export function effectOf(policy: string): 'permit' | 'forbid' {
  return /^forbid\b/m.test(policy) ? 'forbid' : 'permit';
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Names the model: SHA-256, in hex, over everything that decides who may do what, in canonical JSON: the policies, the roles,
 * and which actions are of which kind and area. A new route changes none of it.
 */
export function versionOf(policies: Readonly<Record<string, string>>): string {
  const names = roles.map((role) => ({ role, ...roleTexts[role] }));
  const model = { policies, roles: names, weightyRoles, auditedRoles, actionKinds, areas };
  // Plain strings and lists only; the round trip drops the readonly types canonical JSON does not know.
  return digestOf(canonicalize(JSON.parse(JSON.stringify(model))));
}
