import { setTimeout } from 'node:timers/promises';
import type { IAM } from '@aws-sdk/client-iam';
import { type ConnectorTools, SourceError } from '@daybook/kit';
import type { z } from 'zod';
import {
  type AccessKey,
  detailsSchema,
  devicesSchema,
  type IamGroup,
  type IamPolicy,
  type IamUser,
  keysSchema,
  lastUsedSchema,
  reportSchema,
  reportStateSchema,
  summarySchema,
} from './answer-schemas.ts';
import type { AwsIamSettings } from './connector.ts';
import { guardedHandler } from './guarded-handler.ts';

export type Detail =
  | { readonly type: 'user'; readonly key: string; readonly value: IamUser }
  | { readonly type: 'group'; readonly key: string; readonly value: IamGroup }
  | { readonly type: 'policy'; readonly key: string; readonly value: IamPolicy };

/** Resolves after so many milliseconds, or rejects when the signal aborts. */
type Pause = (delayMs: number, signal: AbortSignal) => Promise<void>;
const wait: Pause = (delayMs, signal) => setTimeout(delayMs, undefined, { signal });

type Marked = { readonly IsTruncated: boolean; readonly Marker?: string | undefined };

const pagesMax = 2_000;
const itemsPerPage = 1_000;
const reportPollsMax = 30;
const reportPauseMs = 2_000;

/** The calls of IAM that are made, each held against its shape. Every method throws `SourceError`. */
export class IamReader {
  readonly #iam: IAM;
  readonly #signal: AbortSignal;
  readonly #pause: Pause;

  constructor(iam: IAM, signal: AbortSignal, pause: Pause = wait) {
    this.#iam = iam;
    this.#signal = signal;
    this.#pause = pause;
  }

  async countUsers(): Promise<number> {
    const { SummaryMap } = await this.#ask(summarySchema, () => this.#iam.getAccountSummary({}));
    return SummaryMap.Users;
  }

  /** AWS writes the report when asked to, at most every four hours, and needs some seconds for it. */
  async credentialReport(): Promise<string> {
    for (let polls = 1; ; polls += 1) {
      const { State } = await this.#ask(reportStateSchema, () => this.#iam.generateCredentialReport({}));
      if (State === 'COMPLETE') break;
      if (polls === reportPollsMax) throw reportLate();
      await this.#pause(reportPauseMs, this.#signal).catch(() => this.#requireGoingOn());
    }
    const { Content } = await this.#ask(reportSchema, () => this.#iam.getCredentialReport({}));
    return new TextDecoder().decode(Content);
  }

  async *details(): AsyncGenerator<{ items: readonly Detail[] }> {
    const keys = new Set<string>();
    const ask = (marker: object) =>
      this.#iam.getAccountAuthorizationDetails({
        Filter: ['User', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'],
        MaxItems: itemsPerPage,
        ...marker,
      });
    for await (const page of this.#pages(detailsSchema, ask)) {
      const items: Detail[] = [
        ...page.UserDetailList.map((value) => ({ type: 'user' as const, key: value.Arn, value })),
        ...page.GroupDetailList.map((value) => ({ type: 'group' as const, key: value.GroupId, value })),
        ...page.Policies.map((value) => ({ type: 'policy' as const, key: value.Arn, value })),
      ];
      for (const { key } of items) if (keys.has(key) || keys.add(key).size === 0) throw repeated();
      yield { items };
    }
  }

  async *accessKeys(userName: string): AsyncGenerator<{ items: readonly AccessKey[] }> {
    const ask = (marker: object) => this.#iam.listAccessKeys({ UserName: userName, ...marker });
    for await (const page of this.#pages(keysSchema, ask)) yield { items: page.AccessKeyMetadata };
  }

  /** Null: never, or not since AWS keeps it. */
  async lastUse(accessKeyId: string): Promise<string | null> {
    const { AccessKeyLastUsed } = await this.#ask(lastUsedSchema, () =>
      this.#iam.getAccessKeyLastUsed({ AccessKeyId: accessKeyId }),
    );
    return AccessKeyLastUsed.LastUsedDate?.toISOString() ?? null;
  }

  async hasMfa(userName: string): Promise<boolean> {
    let devices = 0;
    const ask = (marker: object) => this.#iam.listMFADevices({ UserName: userName, ...marker });
    for await (const page of this.#pages(devicesSchema, ask)) devices += page.MFADevices.length;
    return devices > 0;
  }

  /** Pages by marker until the answer says that it is whole. */
  async *#pages<Page extends Marked>(
    schema: z.ZodType<Page>,
    ask: (marker: { Marker?: string }) => Promise<unknown>,
  ): AsyncGenerator<Page> {
    const markers = new Set<string>();
    let marker: { Marker?: string } = {};
    for (let pages = 1; ; pages += 1) {
      const current = marker;
      const page = await this.#ask(schema, () => ask(current));
      yield page;
      if (!page.IsTruncated) return;
      if (page.Marker === undefined || markers.has(page.Marker)) throw repeated();
      if (pages === pagesMax) throw tooManyPages();
      markers.add(page.Marker);
      marker = { Marker: page.Marker };
    }
  }

  async #ask<Answer>(schema: z.ZodType<Answer>, call: () => Promise<unknown>): Promise<Answer> {
    this.#requireGoingOn();
    let answer: unknown;
    try {
      answer = await call();
    } catch (error) {
      throw failureOf(error);
    }
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    const place = parsed.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.') ?? '';
    throw new SourceError(
      'source-changed',
      `an answer of AWS has another shape than expected at \`${place || 'its top'}\``,
      'this version of Daybook does not know the shape; look for a newer one',
    );
  }

  #requireGoingOn(): void {
    if (this.#signal.aborted)
      throw new SourceError('cancelled', 'reading AWS was cancelled', 'start it again');
  }
}

/** AWS's own client signs and parses; nothing of this machine's AWS configuration is read for it. */
export async function openIam(
  settings: AwsIamSettings,
  { http, signal }: ConnectorTools,
): Promise<IamReader> {
  const client = await import('@aws-sdk/client-iam');
  const { accessKeyId, secretAccessKey, sessionToken, baseUrl, region } = settings;
  const iam = new client.IAM({
    region,
    endpoint: baseUrl,
    ignoreConfiguredEndpointUrls: true,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    requestHandler: guardedHandler(http, baseUrl),
    maxAttempts: 5,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: 'daybook',
    authSchemePreference: ['aws.auth#sigv4'],
  });
  return new IamReader(iam, signal);
}

/** AWS tells a rate limit of IAM by 400 and a name; the client has tried again then. */
function failureOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const name = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'unknown';
  if (/throttl|TooManyRequests|RequestLimitExceeded/i.test(name)) {
    return new SourceError(
      'source-rate-limited',
      `AWS still limits the rate of calls (\`${name}\`)`,
      'collect again later',
    );
  }
  return new SourceError(
    'source-changed',
    `an answer of AWS could not be read (\`${name}\`): it ends in the middle, or has another form than expected`,
    'collect again; if it happens again, look for a proxy that changes answers or for a newer Daybook',
  );
}

function repeated(): SourceError {
  return new SourceError(
    'source-changed',
    'AWS gave the same page or item twice, so the list has no known end',
    'collect again; the list may have changed while it was read',
  );
}

function tooManyPages(): SourceError {
  return new SourceError(
    'source-truncated',
    `the limit of ${pagesMax} pages was reached before AWS ended its list`,
    'ask for a higher limit',
  );
}

function reportLate(): SourceError {
  return new SourceError(
    'source-unreachable',
    `AWS had not written its credential report after ${(reportPollsMax * reportPauseMs) / 1_000} s`,
    'collect again later',
  );
}
