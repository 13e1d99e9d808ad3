import { whyNoGo } from './build-second-verifier.ts';
import { checkSizes, sizes } from './check-sizes.ts';

/** `npm run second-verifier`: logs of every size that matters, checked by the Go project's own code. */
const why = whyNoGo();
if (why === null) for (const line of await checkSizes(sizes)) console.log(line);
else {
  console.error(`the second verifier was not run: ${why}`);
  process.exitCode = 2;
}
