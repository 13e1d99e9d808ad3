import { rotateMasterKey } from '../rotate-master-key.ts';
import { openRotation, type RotationPlace } from './open-rotation.ts';

/** Replaces the master key and kills its own process before step `n`; ends with 0 when there were fewer steps. */
const [place = '', dieAt = '0'] = process.argv.slice(2);
let steps = -1;
// Written by the test that starts this process.
await using parts = await openRotation(JSON.parse(place) as RotationPlace, () => {
  if (steps >= 0) steps += 1;
  if (steps === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
});
steps = 0;
await rotateMasterKey(parts);
