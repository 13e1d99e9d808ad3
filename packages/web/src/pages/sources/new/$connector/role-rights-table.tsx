import { textsOf } from '../../../../messages/catalogue.ts';
import type { Answer, FilePreview, RoleRights } from './column-mapping.tsx';
import { en } from './en.ts';

const texts = textsOf({ en }).rights;
const rights = ['administer', 'export', 'connect', 'publish'] as const;
const answers = ['yes', 'no', 'unknown'] as const;
const nothingKnown: RoleRights = {
  administer: 'unknown',
  export: 'unknown',
  connect: 'unknown',
  publish: 'unknown',
};

type RoleRightsTableProps = {
  readonly roles: FilePreview['roles'];
  readonly said: Readonly<Record<string, RoleRights>>;
  readonly onChange: (said: Readonly<Record<string, RoleRights>>) => void;
};

/** The roles a file names, each with the four dangerous rights, for somebody who knows the system to say. */
export function RoleRightsTable({ roles, said, onChange }: RoleRightsTableProps) {
  if (roles.length === 0) return <p className="text-soft">{texts.none}</p>;
  return (
    <section aria-label={texts.title} className="space-y-2">
      <h3 className="text-md font-semibold">{texts.title}</h3>
      <p className="prose-line text-sm text-soft">{texts.lead}</p>
      <ul className="divide-y divide-line border-y border-line">
        {roles.map(({ role, plain }) => (
          <li key={role} className="grid gap-x-4 gap-y-2 py-2 md:grid-cols-[minmax(10rem,1fr)_auto]">
            <div className="min-w-0">
              <p className="font-medium break-words">{role}</p>
              {plain !== null && <p className="text-sm text-note">{plain}</p>}
            </div>
            <RightFields
              role={role}
              value={said[role] ?? nothingKnown}
              onChange={(value) => onChange({ ...said, [role]: value })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type RightFieldsProps = {
  readonly role: string;
  readonly value: RoleRights;
  readonly onChange: (value: RoleRights) => void;
};

function RightFields({ role, value, onChange }: RightFieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {rights.map((right) => (
        <label key={right} className="text-sm text-note">
          {texts.names[right]}
          <select
            aria-label={texts.of(texts.names[right], role)}
            className="touch block min-h-9 w-full rounded-md border border-edge bg-raised px-2 py-1 text-base text-ink"
            value={value[right]}
            onChange={(event) => onChange({ ...value, [right]: answerOf(event.target.value) })}
          >
            {answers.map((answer) => (
              <option key={answer} value={answer}>
                {texts.answers[answer]}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function answerOf(text: string): Answer {
  return answers.find((answer) => answer === text) ?? 'unknown';
}
