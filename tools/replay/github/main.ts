import { generateRepository } from './generate-repository.ts';
import { startReplayServer } from './start-replay-server.ts';

/** `node tools/run.mjs tools/replay/github/main.ts`: a GitHub to try the connector against, until it is interrupted. */
const token = 'replay-token';
const repository = generateRepository('daybook', 300);
const server = await startReplayServer({ repository, token, nowMs: Date.now });
process.stdout.write(`repository team/store, token ${token}, API address ${server.url}\n`);
