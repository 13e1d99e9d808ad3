import { matrixOf } from '../../../packages/server/src/access/permissions/matrix.ts';
import { createPermissions } from '../../../packages/server/src/access/permissions/permissions.ts';
import { effectOf, sentenceOf } from '../../../packages/server/src/access/permissions/policy-set.ts';
import { roles, roleTexts, weightyRoles } from '../../../packages/server/src/access/permissions/role.ts';
import { discoverRoutes } from '../../../packages/server/src/platform/discover-routes.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const introduction = `# Permissions

Made from the policies in \`packages/server/src/access/permissions/policies\`; \`npm run generate\` writes it again. Who may do what
is decided there and nowhere else. A forbidding sentence wins over every permitting one; what no sentence permits is refused.

A member has one role of their own, and grants beside it: for a time, in a scope, with a reason. A grant counts only where
every part of its scope is the same on the thing acted on. Owner, administrator, auditor, and every grant that names a
sensitivity are given by two people, as far as there is a second owner; the database refuses them otherwise.`;

const words = { yes: 'yes', others: "others'", own: 'own', no: '–' } as const;

export const document: DerivedDocument = {
  path: 'docs/reference/permissions.md',
  async render() {
    const permissions = createPermissions(await discoverRoutes());
    const ofRoles = roles.map((role) => [
      `\`${role}\``,
      roleTexts[role].summary,
      weightyRoles.includes(role) ? 'yes' : 'no',
    ]);
    const policies = Object.entries(permissions.policies);
    const sentences = (effect: 'permit' | 'forbid') =>
      policies
        .filter(([, text]) => effectOf(text) === effect)
        .map(([id, text]) => [sentenceOf(text), `\`${id}\``]);
    const rows = matrixOf(permissions).map(({ action, kind, area, cells }) => [
      `\`${action}\``,
      kind,
      area,
      ...roles.map((role) => words[cells[role]]),
    ]);
    return `${[
      introduction,
      '## Roles',
      markdownTable(['role', 'what it is for', 'given by two people'], ofRoles),
      '## Forbidden, whoever asks',
      markdownTable(['in words', 'policy'], sentences('forbid')),
      '## Permitted',
      markdownTable(['in words', 'policy'], sentences('permit')),
      '## Role × action',
      "With a second factor, and no grants. `others'`: on what others made, asked for, or are the subject of, never on one's own.\n`own`: only on one's own. The same table for machines: [permissions.csv](permissions.csv).",
      markdownTable(['action', 'kind', 'area', ...roles], rows),
    ].join('\n\n')}\n`;
  },
};
