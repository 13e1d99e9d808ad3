export { clearThrownAway } from './remove-sample.ts';
