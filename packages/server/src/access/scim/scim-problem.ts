import { type Dialect, errorBody, Refusal } from '../../platform/index.ts';

/** The words RFC 7644 section 3.12 has for what is wrong with a request. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** A refusal in the words of SCIM. The detail holds no value that was sent: it is kept in the log. */
export class ScimProblem extends Refusal {
  readonly scimStatus: number;
  readonly scimType: ScimType | null;

  constructor(scimStatus: number, scimType: ScimType | null, detail: string) {
    super('bad-request', detail);
    this.name = 'ScimProblem';
    this.scimStatus = scimStatus;
    this.scimType = scimType;
  }
}

export function scimRefuse(status: number, scimType: ScimType | null, detail: string): never {
  throw new ScimProblem(status, scimType, detail);
}

export const scimMediaType = 'application/scim+json; charset=utf-8';

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** Any error as SCIM answers it: the status is text (section 3.12). What is no refusal shows nothing of itself. */
export function scimError(error: unknown): { readonly status: number; readonly body: object } {
  if (error instanceof ScimProblem) {
    const { scimStatus: status, scimType, message: detail } = error;
    return {
      status,
      body: { schemas: [errorSchema], status: String(status), ...(scimType && { scimType }), detail },
    };
  }
  const { status, body } = errorBody(error);
  const scimType = status === 400 ? { scimType: 'invalidSyntax' } : {};
  return {
    status,
    body: { schemas: [errorSchema], status: String(status), ...scimType, detail: body.error.message },
  };
}

export const scimDialect: Dialect = { mediaType: scimMediaType, refusal: scimError };
