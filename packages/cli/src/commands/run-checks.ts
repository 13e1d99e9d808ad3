import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { formatCount, type Look } from '../look.ts';

const controlRow = z.looseObject({
  id: z.string(),
  verdict: z.enum([
    'effective',
    'effective-with-deviations',
    'not-effective',
    'not-tested',
    'not-observable',
    'too-early',
  ]),
  pass: z.int(),
  fail: z.int(),
  unknown: z.int(),
  notApplicable: z.int(),
});
const output = z.object({ controls: z.array(controlRow) });
type ControlRow = z.output<typeof controlRow>;

export const command = defineCommand({
  name: 'check',
  summary: 'run every check over its whole population, as of now',
  arguments: [],
  options: [
    {
      flags: '--fail-on <level>',
      help: 'exit 1 when a control has an item that is `fail`; with `unknown` also when one is `unknown` or there is nothing to test',
    },
  ],
  input: z.object({
    failOn: z.enum(['fail', 'unknown'], { error: 'must be `fail` or `unknown`' }).optional(),
  }),
  jsonSchema: output,
  example: 'check --fail-on fail',
  run: async ({ failOn }, context) => {
    const server = await context.connect();
    context.progress.note('running the checks');
    const { controls } = await server.post(context.inWorkspace('/checks/run'), {}, output);
    const isNo = controls.some((control) => isRefused(control, failOn));
    return { output: { controls }, text: describe(controls, context.look), exitCode: isNo ? 1 : 0 };
  },
});

function isRefused(control: ControlRow, failOn: 'fail' | 'unknown' | undefined): boolean {
  if (failOn === undefined) return false;
  if (control.fail > 0 || control.verdict === 'not-effective') return true;
  // Nothing to test is not an answer either: a wrong data folder must not look like a good one.
  const isOpen = control.verdict === 'not-observable' || control.verdict === 'not-tested';
  return failOn === 'unknown' && (control.unknown > 0 || isOpen);
}

function describe(controls: readonly ControlRow[], look: Look): string {
  if (controls.length === 0) return 'There are no controls.';
  const head = ['', 'control', 'pass', 'fail', 'unknown', 'n/a', 'N'];
  const rows = controls.map((control) => [
    look.state(control.verdict),
    control.id,
    ...[control.pass, control.fail, control.unknown, control.notApplicable].map(formatCount),
    formatCount(control.pass + control.fail + control.unknown + control.notApplicable),
  ]);
  return look.table([head, ...rows]);
}
