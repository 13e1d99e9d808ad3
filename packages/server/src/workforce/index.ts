export { registerWorkforce } from './register-workforce.ts';
