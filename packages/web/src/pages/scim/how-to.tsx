import { useQueryState } from '../../app/query-state.ts';
import { Section } from '../../components/page-header.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).howTo;
const providers = ['entra', 'okta', 'other'] as const;

/** What to do at the provider, in its own words for its own fields. */
export function HowTo() {
  const [chosen, choose] = useQueryState('provider', 'entra');
  const provider = providers.find((one) => one === chosen) ?? 'entra';
  return (
    <Section title={texts.title}>
      <Segmented
        label={texts.choose}
        segments={providers.map((value) => ({ value, label: texts[value].label, name: texts[value].label }))}
        value={provider}
        onChange={choose}
      />
      <ol className="prose-line mt-3 list-decimal space-y-1.5 pl-6">
        {texts[provider].steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="prose-line mt-3 text-sm text-note">{texts.kept}</p>
    </Section>
  );
}
