import { SelectField } from '../../../../components/field.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { sentenceCase } from '../../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).mapping;

export type Answer = 'yes' | 'no' | 'unknown';
export type RoleRights = Readonly<Record<'administer' | 'export' | 'connect' | 'publish', Answer>>;

export type FilePreview = {
  readonly format: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: { readonly kind: string; readonly mapping: Readonly<Record<string, string>> } | null;
  readonly recognised: {
    readonly id: string;
    readonly name: string;
    readonly title: string;
    readonly url: string;
  } | null;
  readonly saved: { readonly name: string; readonly savedAt: string } | null;
  readonly fingerprint: string | null;
  readonly system: string | null;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly roles: readonly {
    readonly role: string;
    readonly rights: RoleRights;
    readonly plain: string | null;
  }[];
  readonly newerOf: string | null;
};

/** Only this format brings its own columns; an empty guess for any other file is just a guess that failed. */
export function hasFixedColumns({ format }: FilePreview): boolean {
  return format === 'aws-credential-report';
}

/** What is said of a file: what its rows and columns are, on which sheet, and what its roles may do. */
export type Columns = {
  readonly kind: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly sheet: string | null;
  readonly roles: Readonly<Record<string, RoleRights>>;
};

/** What a row can say, by kind; the words of the shared ontology. */
const fieldsOfKind: Readonly<Record<string, readonly string[]>> = {
  person: [
    'email',
    'login',
    'name',
    'givenName',
    'familyName',
    'employer',
    'manager',
    'role',
    'startsOn',
    'endsOn',
    'isActive',
  ],
  account: [
    'email',
    'login',
    'name',
    'system',
    'owner',
    'accountKind',
    'roles',
    'isEnabled',
    'isSuspended',
    'hasMfa',
    'canSignIn',
    'signIns',
    'lastSeenAt',
    'createdAt',
    'organisation',
    'isGuest',
    'externalId',
  ],
  grant: [
    'email',
    'login',
    'name',
    'system',
    'roles',
    'limitedTo',
    'path',
    'via',
    'accountKind',
    'organisation',
    'isGuest',
    'startsOn',
    'endsOn',
    'externalId',
  ],
  device: [
    'device',
    'model',
    'email',
    'login',
    'name',
    'system',
    'isActive',
    'isCompanyOwned',
    'isShared',
    'lastSeenAt',
  ],
};

type ColumnMappingProps = {
  readonly name: string;
  readonly preview: FilePreview;
  readonly columns: Columns;
  readonly onChange: (columns: Columns) => void;
};

/** The guess of what the columns are, for a person to confirm or mend before anything is recorded. */
export function ColumnMapping({ name, preview, columns, onChange }: ColumnMappingProps) {
  return (
    <section className="space-y-4">
      <h2 className="text-lg">{texts.title}</h2>
      <p className="prose-line text-soft">{texts.lead(name, preview.format)}</p>
      {preview.sheets.length > 1 && (
        <div className="max-w-xs">
          <SelectField
            label={texts.sheet}
            value={columns.sheet ?? preview.sheet ?? ''}
            onChange={(event) => onChange({ kind: '', mapping: {}, roles: {}, sheet: event.target.value })}
          >
            {preview.sheets.map((sheet) => (
              <option key={sheet} value={sheet}>
                {sheet}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {hasFixedColumns(preview) ? (
        <p className="text-soft">{texts.fixed}</p>
      ) : (
        <>
          <div className="max-w-xs">
            <SelectField
              label={texts.kind}
              value={columns.kind}
              onChange={(event) => onChange({ ...columns, kind: event.target.value, mapping: {} })}
            >
              {Object.keys(fieldsOfKind).map((kind) => (
                <option key={kind} value={kind}>
                  {texts.kinds[kind] ?? kind}
                </option>
              ))}
            </SelectField>
          </div>
          <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
            {(fieldsOfKind[columns.kind] ?? []).map((field) => (
              <SelectField
                key={field}
                label={sentenceCase(field)}
                value={columns.mapping[field] ?? ''}
                onChange={(event) =>
                  onChange({ ...columns, mapping: changed(columns.mapping, field, event.target.value) })
                }
              >
                <option value="">{texts.none}</option>
                {preview.headers.map((header) => (
                  <option key={header} value={header}>
                    {header}
                  </option>
                ))}
              </SelectField>
            ))}
          </div>
        </>
      )}
      <Sample preview={preview} />
    </section>
  );
}

function Sample({ preview: { headers, rows } }: { preview: FilePreview }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={texts.sample} tabIndex={0} className="overflow-x-auto">
      <table className="text-sm">
        <caption className="pb-1 text-left whitespace-nowrap text-note">{texts.sample}</caption>
        <thead>
          <tr className="border-b border-edge text-left text-note">
            {headers.map((header) => (
              <th key={header} scope="col" className="px-2 py-1 font-medium whitespace-nowrap first:pl-0">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no key of their own
            <tr key={place} className="border-b border-line">
              {headers.map((header, column) => (
                <td key={header} className="max-w-56 truncate px-2 py-1 first:pl-0">
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function changed(mapping: Columns['mapping'], field: string, header: string): Columns['mapping'] {
  const { [field]: _, ...rest } = mapping;
  return header === '' ? rest : { ...rest, [field]: header };
}
