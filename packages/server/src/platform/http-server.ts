import { createServer, type IncomingMessage, type Server } from 'node:http';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Actor } from './actor.ts';
import { describeError } from './background.ts';
import type { Dialect, MayDo, Permission, Route } from './define-route.ts';
import { errorBody, Refusal } from './errors.ts';
import { limitParallel, type ParallelLimit } from './http/limit-parallel.ts';
import { parseFormBodies } from './http/parse-form-bodies.ts';
import { parseJsonBodies } from './http/parse-json-bodies.ts';
import { parseMailBodies } from './http/parse-mail-bodies.ts';
import { refuseUnstorableText } from './http/refuse-unstorable-text.ts';
import { type BodyPace, limitRequests, serverLimits } from './http/request-limits.ts';
import { addSecurityHeaders, markAnswer } from './http/security-headers.ts';
import { type Disclosure, discloseAll } from './personal.ts';
import type { Services } from './services.ts';
import type { WorkspaceId } from './workspace-id.ts';

export type Admission = {
  readonly actor: Actor;
  readonly workspaceId: WorkspaceId | null;
  readonly may: MayDo;
  /** Which values about people whoever asks may see as they are. Without it all are masked. */
  readonly disclose?: Disclosure;
};

/** Decides for every route before its handler runs. Throws a refusal, or says who acts where. */
export type Gate = (
  request: FastifyRequest,
  permission: Permission,
  viaSocket: boolean,
) => Promise<Admission>;

const bodyBytesMax = 1_048_576;
const uploadLimits = {
  fileSize: 512 * 1_048_576,
  files: 1,
  fields: 10,
  fieldSize: 10_000,
  parts: 11,
  headerPairs: 50,
};

/** The application with all routes behind the gate; not listening yet. */
export async function buildHttpServer(
  routes: readonly Route[],
  gate: Gate,
  services: Services,
  bodyPace?: BodyPace,
): Promise<FastifyInstance> {
  const app = fastify({
    ...serverLimits,
    bodyLimit: bodyBytesMax,
    // Open live streams must not keep a stopping server alive.
    forceCloseConnections: true,
    logger: false,
    trustProxy: false,
    routerOptions: { maxParamLength: 500 },
    // An address that cannot be read never reaches the hooks.
    frameworkErrors: (_error, request, reply) => {
      markAnswer(reply.raw, request.url);
      const { status, body } = errorBody(new Refusal('bad-request'));
      reply.hijack();
      reply.raw.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(JSON.stringify(body));
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await addSecurityHeaders(app, { isHttps: services.settings.baseUrl?.startsWith('https:') === true });
  limitRequests(app, bodyPace);
  parseJsonBodies(app);
  parseFormBodies(app);
  parseMailBodies(app);
  refuseUnstorableText(app);
  await app.register(multipart, { limits: uploadLimits });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Daybook', version: services.settings.version } },
    transform: jsonSchemaTransform,
  });
  app.setErrorHandler(errorHandler({ mediaType: jsonType, refusal: errorBody }, services));
  const parallel = limitParallel();
  app.after(() => {
    for (const route of routes) addRoute(app, route, { gate, services, parallel });
  });
  return app;
}

const jsonType = 'application/json; charset=utf-8';

/** Answers what went wrong in the words of the protocol that was spoken. */
function errorHandler({ mediaType, refusal }: Dialect, { log }: Services): RouteErrorHandler {
  return (error, request, reply) => {
    const { status, body } = refusal(asRefusal(error));
    if (status >= 500)
      log.error({ path: request.routeOptions.url, error: describeError(error) }, 'request failed');
    void reply.status(status).type(mediaType).send(JSON.stringify(body));
  };
}

type RouteErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

type Serving = { readonly gate: Gate; readonly services: Services; readonly parallel: ParallelLimit };

function addRoute(app: FastifyInstance, route: Route, { gate, services, parallel }: Serving): void {
  const isStream = route.responseKind === 'stream';
  app.route({
    method: route.method,
    url: route.path,
    config: { bodyKind: route.bodyKind ?? 'json' },
    schema: {
      summary: route.summary,
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      ...(!isStream && { response: { 200: route.response } }),
    },
    ...(route.dialect && { errorHandler: errorHandler(route.dialect, services) }),
    // Before a body is read: what you may not see answers the same whatever you sent.
    onRequest: async (request, reply) => {
      request.admission = await gate(request, route.permission, isSocket(request));
      request.admittedAt = services.clock.now();
      if (!isStream && !isSocket(request)) parallel.take(reply.raw, request.admission.actor);
    },
    handler: async (request, reply) => {
      if (isAdmittedLongAgo(request, services))
        request.admission = await gate(request, route.permission, isSocket(request));
      const { actor, workspaceId, may } = request.admission;
      const input = {
        params: request.params,
        query: request.query,
        body: request.body,
        actor,
        may,
        request,
        reply,
      };
      const withWorkspace = Object.defineProperty(input, 'workspaceId', {
        get: () => needWorkspace(workspaceId),
      });
      // The property defined above completes the input's shape.
      const answer = await route.handler(withWorkspace as Parameters<Route['handler']>[0], services);
      return isStream ? answer : discloseAll(answer, request.admission.disclose ?? maskEverything);
    },
  });
}

/** A body may take its time on the way; whoever lost their rights meanwhile does nothing with it. */
const admissionMs = 2_000;

function isAdmittedLongAgo({ admittedAt }: FastifyRequest, { clock }: Pick<Services, 'clock'>): boolean {
  return Date.parse(clock.now()) - Date.parse(admittedAt) >= admissionMs;
}

const maskEverything: Disclosure = () => false;

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission;
    /** Instant. */
    admittedAt: string;
  }
}

function needWorkspace(workspaceId: WorkspaceId | null): WorkspaceId {
  if (workspaceId === null) throw new Error('this route has no workspace');
  return workspaceId;
}

/** Validation problems of fastify and its parsers become `bad-request` with the place named, never the value. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refusal('too-large');
  if (status === 404) return new Refusal('not-found');
  if ('validation' in error || (typeof status === 'number' && status >= 400 && status < 500)) {
    return new Refusal('bad-request', `the request is not well formed: ${error.message.slice(0, 300)}`);
  }
  return error;
}

const socketRequests = new WeakSet<IncomingMessage>();

/** A second listener on a private unix socket; whoever can open it is the operating-system user itself. */
export function createSocketServer(app: FastifyInstance): Server {
  const server = createServer((request, response) => {
    socketRequests.add(request);
    app.routing(request, response);
  });
  server.requestTimeout = 0;
  return server;
}

function isSocket(request: FastifyRequest): boolean {
  return socketRequests.has(request.raw);
}
