import { z } from 'zod';
import {
  type Disclosure,
  discloseAll,
  type MayDo,
  type Route,
  type RouteInput,
  refuse,
  type Services,
} from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { createDisclosure } from './disclose.ts';

/** Who asks for an export, as the gate has let them in. */
export type Exporter = Pick<
  RouteInput<unknown, unknown, unknown>,
  'actor' | 'workspaceId' | 'may' | 'request' | 'reply'
> & {
  /** The workspace as it stands in addresses. */
  readonly slug: string;
};

export type ListOrder = {
  readonly what: string;
  readonly query: Readonly<Record<string, string>>;
  readonly withNames: boolean;
};

const pageSize = 200;

/** The lists whoever asks may export, by name. */
export function exportableLists(may: MayDo, services: Pick<Services, 'database'>): readonly string[] {
  const { exportable } = accessOf(services);
  return [...exportable].filter(([, route]) => mayList(route, may)).map(([name]) => name);
}

/** Throws `export-unknown`, and `forbidden` as the list itself would. */
export function requireList(what: string, may: MayDo, services: Pick<Services, 'database'>): Route {
  const route = accessOf(services).exportable.get(what) ?? refuse('export-unknown');
  if (!mayList(route, may)) refuse('forbidden', `your role does not allow \`${route.permission.action}\``);
  return route;
}

/** Parts alone are for the screen: what leaves as a file is what one may see all of, or what the list itself cuts down. */
function mayList({ permission }: Route, may: MayDo): boolean {
  return may({}, permission.action);
}

/** The columns a list has by its definition, so that the file is the same whatever its rows hold. */
export function columnsOf(route: Route): readonly string[] {
  const shape = route.response instanceof z.ZodObject ? route.response.shape : {};
  const list: unknown = shape.items ?? shape.rows;
  const element = list instanceof z.ZodArray ? list.element : undefined;
  if (!(element instanceof z.ZodObject)) throw new Error(`\`${route.path}\` is no list of objects`);
  return Object.keys(element.shape);
}

/** Of what was sent only what the list knows: everything else would be written down for good. */
export function askedOf({ params, query }: Route, sent: ListOrder['query']): ListOrder['query'] {
  const known = [params, query].flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []));
  return Object.fromEntries(Object.entries(sent).filter(([name]) => known.includes(name)));
}

export type ExportRun = {
  readonly rows: AsyncGenerator<Readonly<Record<string, unknown>>>;
  hasNames: boolean;
};

/**
 * The rows of a list, page by page through its own route and its own gate, so that an export holds exactly what the screen
 * would show. `hasNames` says afterwards whether anybody but the asker was named.
 */
export function exportRows(
  route: Route,
  order: ListOrder,
  exporter: Exporter,
  services: Services,
): ExportRun {
  const { actor, may } = exporter;
  const allowed = createDisclosure(may, route.permission, actor.id);
  const run: ExportRun = { rows: read(route, order, exporter, services, discloseOf()), hasNames: false };
  function discloseOf(): Disclosure {
    return (part) => {
      const isText = part.class === 'text';
      if (!isText && !order.withNames) return false;
      if (!allowed(part)) return false;
      if (!isText && part.subject !== actor.id) run.hasNames = true;
      return true;
    };
  }
  return run;
}

async function* read(
  route: Route,
  { query }: ListOrder,
  exporter: Exporter,
  services: Services,
  disclose: Disclosure,
): ExportRun['rows'] {
  const { action } = route.permission;
  const may: MayDo = (about, other = action) => exporter.may(about, other);
  const params = parse(route.params, { workspace: exporter.slug, ...query });
  for (let cursor: string | null = null; ; ) {
    const page = { ...query, limit: String(pageSize), ...(cursor !== null && { cursor }) };
    const input = { ...exporter, may, params, query: parse(route.query, page), body: undefined };
    // A list route answers with its shape, which `columnsOf` has looked at.
    const answer = (await route.handler(input, services)) as Page;
    for (const row of discloseAll(answer.items ?? answer.rows ?? [], disclose)) yield row;
    cursor = answer.nextCursor ?? null;
    if (cursor === null) return;
    if (exporter.request.raw.destroyed) refuse('cancelled');
  }
}

type Page = {
  readonly items?: readonly Readonly<Record<string, unknown>>[];
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor?: string | null;
};

function parse(schema: z.ZodType | undefined, value: object): unknown {
  if (schema === undefined) return {};
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  return refuse('bad-request', `this list cannot be asked like that: \`${place}\``);
}
