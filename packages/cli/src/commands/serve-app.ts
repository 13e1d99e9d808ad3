import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';

export const command = defineCommand({
  name: 'serve',
  summary: 'serve the app and the API until interrupted',
  arguments: [],
  options: [
    { flags: '--port <number>', help: 'TCP port (7400 when not given)' },
    { flags: '--host <address>', help: 'address to listen on; refused before an administrator exists' },
    { flags: '--url <url>', help: 'how the outside reaches it' },
  ],
  input: z.object({
    port: z.coerce.number().int().min(1).max(65_535).optional(),
    host: z.string().optional(),
    url: z.url({ error: 'must be a URL such as `https://daybook.example`' }).optional(),
  }),
  jsonSchema: z.object({ stopped: z.literal(true) }),
  example: 'serve --port 7400',
  run: async ({ port, host, url }, context) => {
    const { startFromCommandLine } = await import('@daybook/server');
    const argv = ['--data', await context.dataDir()];
    if (port !== undefined) argv.push('--port', String(port));
    if (host !== undefined) argv.push('--host', host);
    if (url !== undefined) argv.push('--url', url);
    await startFromCommandLine(argv).catch((error: unknown) => {
      if (error instanceof Error && 'hint' in error) throw error;
      throw couldNotLook('not-served', error instanceof Error ? error.message : String(error), '');
    });
    return { output: { stopped: true as const }, text: '', exitCode: 0 };
  },
});
