export { runWitnessUntilStopped, witnessUsage } from './run-witness.ts';
export { type RunningWitness, startWitness, WitnessRefusal } from './start-witness.ts';
