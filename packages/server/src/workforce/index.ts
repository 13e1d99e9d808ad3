export { registerAgency } from './agencies/change-agency.ts';
export { registerWorkforce } from './register-workforce.ts';
