export { type Agency, readAgencies } from './read-agencies.ts';
