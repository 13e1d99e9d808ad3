export { createGate } from './gate.ts';
export { listMembers, type Member } from './list-members.ts';
export { createPermissions, type Decision, type DecisionInput, type Permissions } from './permissions.ts';
export { type Role, roles } from './role.ts';
export { setupLink } from './setup-link.ts';
