export { runDaybook } from './main.ts';
export { describeCommands } from './reference.ts';
