import { z } from 'zod';
import { type AnchorStandingAnswer, anchorStandingAnswer } from '../anchor-answers.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { formatCount, type Look } from '../look.ts';

const state = z.enum(['not-covered', 'partly-covered', 'not-evidenced', 'operating', 'failing', 'unknown']);
const states = state.options;

const frameworkAnswer = z.looseObject({
  id: z.string(),
  name: z.string(),
  asOf: z.string(),
  note: z.string().nullable().default(null),
  requirements: z.array(z.looseObject({ id: z.string(), title: z.string(), state: state.nullable() })),
});
type Framework = z.output<typeof frameworkAnswer>;

const oneFramework = z.object({
  framework: z.string(),
  asOf: z.string(),
  note: z.string().nullable().default(null),
  requirements: z.array(z.object({ id: z.string(), state })),
});
const allFrameworks = z.object({
  asOf: z.string(),
  note: z.string().nullable().default(null),
  frameworks: z.array(
    z.object({ id: z.string(), requirements: z.int(), states: z.partialRecord(state, z.int()) }),
  ),
  /** How far outsiders confirm the ledger. */
  anchors: z.object({
    rung: z.int(),
    sentence: z.string(),
    newestAt: z.string().nullable(),
    isOverdue: z.boolean(),
    failing: z.array(z.object({ name: z.string(), problem: z.string() })),
  }),
});

export const command = defineCommand({
  name: 'status',
  summary: 'how far each requirement is covered by controls that work',
  arguments: [],
  options: [
    {
      flags: '--framework <id>',
      help: 'requirement by requirement for one framework; all frameworks in short otherwise',
    },
    {
      flags: '--as-of <date>',
      help: 'as it was on a day (`2026-03-01`) or at an instant (`2026-03-01T12:00:00Z`)',
    },
  ],
  input: z.object({
    framework: z.string().optional(),
    asOf: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], {
        error: 'must be a date (`2026-03-01`) or an instant (`2026-03-01T12:00:00Z`)',
      })
      .optional(),
  }),
  jsonSchema: z.union([oneFramework, allFrameworks]),
  example: 'status --framework soc2-tsc-2017-2022 --as-of 2026-03-01',
  run: async ({ framework, asOf }, context) => {
    if (framework !== undefined) {
      const found = await readFramework(framework, asOf, context);
      const requirements = assessed(found);
      return {
        output: { framework: found.id, asOf: found.asOf, note: found.note, requirements },
        text: withNote(found.note, describeOne(found, context.look)),
        exitCode: 0,
      };
    }

    const server = await context.connect();
    const { items } = await server.get(context.inWorkspace('/frameworks'), frameworkList);
    const found = await Promise.all(items.map((item) => readFramework(item.id, asOf, context)));
    const frameworks = found.map((one) => ({
      id: one.id,
      requirements: assessed(one).length,
      states: countStates(one),
    }));
    const at = found[0]?.asOf ?? asOf ?? '';
    const standing = await server.get(context.inWorkspace('/ledger/anchors?limit=1'), anchorStandingAnswer);
    const anchors = anchorsOf(standing);
    const note = found[0]?.note ?? null;
    const text = `${describeAll(found, context.look)}\n\n${describeAnchors(anchors, context.look)}`;
    return {
      output: { asOf: at, note, frameworks, anchors },
      text: withNote(note, text),
      exitCode: 0,
    };
  },
});

type Anchors = z.output<typeof allFrameworks>['anchors'];

function anchorsOf({ rung, sentence, newestAt, isOverdue, targets }: AnchorStandingAnswer): Anchors {
  const failing = targets.flatMap(({ name, problem }) => (problem === null ? [] : [{ name, problem }]));
  return { rung, sentence, newestAt, isOverdue, failing };
}

function describeAnchors({ sentence, isOverdue, failing }: Anchors, look: Look): string {
  return [
    `${look.strong('Ledger')}  ${look.state(isOverdue ? 'fail' : 'pass', isOverdue ? 'not confirmed by anyone outside' : 'confirmed from outside')}`,
    `  ${sentence}`,
    ...failing.map(({ name, problem }) => `  ${look.state('fail', name)}  ${problem}`),
  ].join('\n');
}

/** What has to be said about the time asked for stands above the answer. */
function withNote(note: string | null, text: string): string {
  return note === null ? text : `${note}\n\n${text}`;
}

const frameworkList = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

async function readFramework(
  id: string,
  asOf: string | undefined,
  context: CommandContext,
): Promise<Framework> {
  const server = await context.connect();
  const query = asOf === undefined ? '' : `?asOf=${encodeURIComponent(asOf)}`;
  return server.get(context.inWorkspace(`/frameworks/${encodeURIComponent(id)}${query}`), frameworkAnswer);
}

type Assessed = { readonly id: string; readonly title: string; readonly state: z.output<typeof state> };

/** Headings have no state of their own and are left out. */
function assessed(framework: Framework): Assessed[] {
  return framework.requirements.flatMap(({ id, title, state }) =>
    state === null ? [] : [{ id, title, state }],
  );
}

function countStates(framework: Framework): Partial<Record<z.output<typeof state>, number>> {
  const requirements = assessed(framework);
  const counted = states.map(
    (one) => [one, requirements.filter((requirement) => requirement.state === one).length] as const,
  );
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

function describeOne(framework: Framework, look: Look): string {
  const requirements = assessed(framework);
  const shown = requirements.filter((requirement) => requirement.state !== 'not-covered');
  const rows = shown.map((requirement) => [
    look.state(requirement.state),
    requirement.title,
    look.faint(requirement.id),
  ]);
  const uncovered = requirements.length - shown.length;
  const summary = `${formatCount(shown.length)} of ${formatCount(requirements.length)} requirements have a control`;
  return [
    `${look.strong(framework.name)}  ${look.faint(`as of ${framework.asOf}`)}`,
    summary,
    ...(rows.length === 0 ? [] : [look.table(rows)]),
    ...(uncovered === 0
      ? []
      : [look.state('not-covered', `no control covers the other ${formatCount(uncovered)}`)]),
  ].join('\n');
}

function describeAll(frameworks: readonly Framework[], look: Look): string {
  return frameworks
    .map((framework) => {
      const counts = Object.entries(countStates(framework)).map(
        ([one, count]) => `  ${look.state(one)}  ${formatCount(count)}`,
      );
      const heading = `${look.strong(framework.name)}  ${look.faint(`${framework.id}, ${assessed(framework).length} requirements`)}`;
      return [heading, ...counts].join('\n');
    })
    .join('\n\n');
}
