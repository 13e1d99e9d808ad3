import type { FastifyReply } from 'fastify';
import type { Services } from '../../platform/index.ts';
import { type Resource, renderList } from './render-scim.ts';
import { runScim } from './run-scim.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './scim-documents.ts';
import { endpointBase } from './scim-overview.ts';
import { scimRefuse } from './scim-problem.ts';
import type { ProviderInput } from './serve-users.ts';

type DocumentInput = Pick<ProviderInput, 'params' | 'workspaceId' | 'reply'>;

export function serveConfig(input: DocumentInput, services: Services): Promise<FastifyReply> {
  return serve(input, 'config.read', services, serviceProviderConfig);
}

export function serveSchemas(input: DocumentInput, services: Services): Promise<FastifyReply> {
  return serve(input, 'schema.list', services, (base) => listOf(schemas(base)));
}

export function serveSchema(input: DocumentInput, id: string, services: Services): Promise<FastifyReply> {
  return serve(input, 'schema.read', services, (base) => oneOf(schemas(base), id));
}

export function serveResourceTypes(input: DocumentInput, services: Services): Promise<FastifyReply> {
  return serve(input, 'resource-type.list', services, (base) => listOf(resourceTypes(base)));
}

export function serveResourceType(
  input: DocumentInput,
  id: string,
  services: Services,
): Promise<FastifyReply> {
  return serve(input, 'resource-type.read', services, (base) => oneOf(resourceTypes(base), id));
}

function serve(
  { params, workspaceId, reply }: DocumentInput,
  operation: string,
  services: Services,
  make: (base: string) => Resource,
): Promise<FastifyReply> {
  return runScim({ workspaceId, reply, operation }, 'read', services, async () => {
    const body = make(endpointBase(services, params.provider));
    return { answer: { status: 200, body }, outcome: 'shown' };
  });
}

function listOf(resources: readonly Resource[]): Resource {
  return renderList({ total: resources.length, startIndex: 1, resources });
}

function oneOf(resources: readonly Resource[], id: string): Resource {
  const found = resources.find((one) => String(one.id).toLowerCase() === id.toLowerCase());
  return found ?? scimRefuse(404, null, 'there is nothing of this name');
}
