import { useLedger } from '../../../app/ledger-queries.ts';
import { CommandBlock } from '../../../components/command-block.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).witness;

/** What an auditor does to watch this log from a machine of their own, with the commands to copy. */
export function WitnessGuide() {
  const ledger = useLedger();
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <ol className="max-w-3xl list-decimal space-y-3 pl-5 marker:text-note">
        <li>
          {texts.steps.start} {texts.steps.trust}
          <Loaded query={ledger} lines={1}>
            {({ log }) => (
              <Command
                text={`npx daybook witness --name witness.auditor.example --state witness --log '${log.verifierKey}'`}
              />
            )}
          </Loaded>
        </li>
        <li>{texts.steps.add}</li>
        <li>
          {texts.steps.verify}
          <Command text="npx daybook verify package.zip --policy policy.txt" />
        </li>
      </ol>
    </Section>
  );
}

function Command({ text }: { text: string }) {
  return (
    <div className="mt-1.5">
      <CommandBlock text={text} name={text.slice(0, 24)} />
    </div>
  );
}
