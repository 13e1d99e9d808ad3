import { z } from 'zod';

/** A zod schema as people read a shape: `{ "controls": [{ "id": string, "fail": integer }] }`, indented. */
export function shapeText(schema: z.ZodType): string {
  return render(node.parse(z.toJSONSchema(schema, { target: 'draft-2020-12' })), '');
}

type Node = z.output<typeof node>;

const node: z.ZodType<{
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly items?: Node | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | Node | undefined;
}> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(node).optional(),
    items: node.optional(),
    properties: z.record(z.string(), node).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), node]).optional(),
  }),
);

function render(shape: Node, indent: string): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (shape.anyOf !== undefined) return shape.anyOf.map((one) => render(one, indent)).join(' | ');
  if (shape.items !== undefined) return `[${render(shape.items, indent)}]`;
  if (shape.properties !== undefined) return renderObject(shape.properties, shape.required ?? [], indent);
  if (shape.type === 'object') return `{ [name]: ${renderValues(shape.additionalProperties, indent)} }`;
  return [shape.type ?? 'any'].flat().join(' | ');
}

function renderObject(
  properties: Readonly<Record<string, Node>>,
  required: readonly string[],
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, value]) => `${inner}"${name}"${required.includes(name) ? '' : '?'}: ${render(value, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function renderValues(values: boolean | Node | undefined, indent: string): string {
  return typeof values === 'object' ? render(values, indent) : 'any';
}
