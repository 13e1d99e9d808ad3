export { accessErasure } from './access-erasure.ts';
export { createGate } from './gate.ts';
export { setupLink } from './setup-link.ts';
