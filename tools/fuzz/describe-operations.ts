import { z } from 'zod';

/** A JSON Schema as the OpenAPI description holds it; only what generating values needs is read. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
};

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query: Readonly<Record<string, Schema>>;
  readonly body: Schema | null;
};

const schema: z.ZodType<Schema> = z.looseObject({}) as z.ZodType<Schema>; // any object is a schema that says nothing

const described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })).default([]),
        requestBody: z
          .object({ content: z.record(z.string(), z.object({ schema: schema.optional() })) })
          .optional(),
      }),
    ),
  ),
});

/** Every operation of an OpenAPI description. Throws when it is none. */
export function describeOperations(description: unknown): readonly Operation[] {
  return Object.entries(described.parse(description).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      // The description holds no other methods than those routes can have.
      method: method.toUpperCase() as Operation['method'],
      path,
      query: Object.fromEntries(
        parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.schema]),
      ),
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
}
