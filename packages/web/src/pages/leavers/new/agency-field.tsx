import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { SelectField } from '../../../components/field.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** One of the agencies that are registered, ended ones too: something of theirs may still be there. */
export function AgencyField({ chosen, onChoose }: { chosen: string; onChoose: (agency: string) => void }) {
  const path = useWorkspacePath();
  const agencies = useQuery({
    queryKey: ['agencies', path.workspace, 'choice'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/agencies', { params: { path, query: { limit: 200 } }, signal }),
      ),
  });
  return (
    <Loaded query={agencies} lines={1}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="prose-line text-note">
            {texts.noAgency} <TextLink href="/agencies">{texts.agencies}</TextLink>
          </p>
        ) : (
          <SelectField
            label={texts.agencyField}
            help={texts.agencyHelp}
            required
            value={chosen}
            onChange={(event) => onChoose(event.target.value)}
          >
            <option value="">{texts.chooseAgency}</option>
            {items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )
      }
    </Loaded>
  );
}
