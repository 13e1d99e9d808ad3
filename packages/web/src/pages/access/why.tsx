import { useQueryState } from '../../app/query-state.ts';
import { useWorkspace } from '../../app/session.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { ActionChoice } from './action-choice.tsx';
import { en } from './en.ts';
import { Mark } from './mark.tsx';
import { MemberChoice } from './member-choice.tsx';
import { type Model, useWhy } from './use-model.ts';

const texts = textsOf({ en });

/** "Why may she?": the policies that decide, in their own sentences, and for a refusal what would be needed. */
export function Why({ model }: { model: Model }) {
  const { subject: me } = useWorkspace();
  const [subject, setSubject] = useQueryState('person', me ?? '');
  const [action, setAction] = useQueryState('action');
  const why = useWhy(subject, action);
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <form className="max-w-md space-y-4" onSubmit={(event) => event.preventDefault()}>
        <MemberChoice value={subject} onChoose={setSubject} />
        <ActionChoice words={model.words} value={action} onChoose={setAction} />
      </form>
      <div aria-live="polite">
        {action === '' || subject === '' ? (
          <p className="text-note">{texts.choose}</p>
        ) : (
          <Loaded query={why} lines={4}>
            {(found) => <Verdict {...{ ...found, subject, action, model }} />}
          </Loaded>
        )}
      </div>
    </div>
  );
}

type VerdictProps = {
  readonly allowed: boolean;
  readonly reasons: readonly { readonly policy: string; readonly sentence: string }[];
  readonly missing: readonly string[];
  readonly subject: string;
  readonly action: string;
  readonly model: Model;
};

function Verdict({ allowed, reasons, missing, subject, action }: VerdictProps) {
  return (
    <section className="rounded-md border border-line bg-raised px-4 py-3">
      <h2 className="flex items-baseline gap-2 text-lg">
        <Mark shape={allowed ? 'disc' : 'dash'} />
        {allowed ? texts.allowed : texts.refused}
      </h2>
      <p className="text-sm text-note">
        <PersonName subject={subject} /> · <code className="font-mono text-xs">{action}</code>
      </p>
      {reasons.length === 0 ? (
        <p className="prose-line mt-3">{texts.silent}</p>
      ) : (
        <>
          <h3 className="mt-4 text-base font-medium">{texts.because}</h3>
          <ul className="mt-1 space-y-2">
            {reasons.map(({ policy, sentence }) => (
              <li key={policy}>
                <p className="prose-line">{sentence}</p>
                <code className="font-mono text-xs text-note">{policy}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <h3 className="mt-4 text-base font-medium">{texts.missing}</h3>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {missing.map((one) => (
              <li key={one} className="prose-line">
                {one}
              </li>
            ))}
          </ul>
        </>
      )}
      {allowed && <p className="prose-line mt-4 text-sm text-note">{texts.outright}</p>}
    </section>
  );
}
