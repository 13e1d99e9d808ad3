import type { FileMapping } from '@daybook/client';
import { type ReactNode, useState } from 'react';
import type { Page } from '../../../app/page.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en as fileEn } from '../new/$connector/en.ts';
import { en } from './en.ts';
import { MappingForm } from './mapping-form.tsx';
import { saidIn, useForgetMapping, useMappings, useSaveMapping } from './use-mappings.ts';

const texts = textsOf({ en });
const { kinds } = textsOf({ en: fileEn }).mapping;

export const page: Page = { title: texts.title, component: Mappings, permission: 'file-mapping.list' };

function Mappings() {
  const mappings = useMappings();
  return (
    <>
      <PageHeader title={texts.title} home={[{ label: texts.sources, href: '/sources' }]} lead={texts.lead} />
      <Loaded query={mappings}>{({ items }) => <MappingList items={items} />}</Loaded>
    </>
  );
}

function MappingList({ items }: { items: readonly FileMapping[] }) {
  const maySave = useMay('file-mapping.save');
  const mayForget = useMay('file-mapping.forget');
  const [said, setSaid] = useState<Outcome | null>(null);
  const [forgotten, setForgotten] = useState<FileMapping | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const forget = useForgetMapping((mapping) => {
    setForgotten(mapping);
    setSaid({ text: texts.forgotten(mapping.name) });
  });
  const save = useSaveMapping(({ name }) => {
    setSaid({ text: forgotten === null ? texts.saved(name) : texts.undone(name) });
    setForgotten(null);
    setOpen(null);
  });
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <Said outcome={said} />
        {forgotten !== null && maySave && (
          <Button isBusy={save.isPending} onClick={() => save.mutate(forgotten)}>
            {texts.undo}
          </Button>
        )}
      </div>
      <FormProblem error={forget.error ?? (open === null ? save.error : null)} />
      {items.length === 0 && (
        <Notice
          state="not-tested"
          title={texts.first.title}
          text={texts.first.text}
          action={maySave ? { label: texts.first.action, href: '/sources/new/table' } : undefined}
        />
      )}
      <ul className="divide-y divide-line border-b border-line">
        {items.map((mapping) => (
          <MappingRow
            key={mapping.fingerprint}
            mapping={mapping}
            onChange={maySave ? () => setOpen(mapping.fingerprint) : undefined}
            onForget={mayForget ? () => forget.mutate(mapping) : undefined}
          >
            {open === mapping.fingerprint && (
              <MappingForm
                mapping={mapping}
                isBusy={save.isPending}
                error={save.error}
                onSave={(changed) => {
                  setForgotten(null);
                  save.mutate(changed);
                }}
                onCancel={() => setOpen(null)}
              />
            )}
          </MappingRow>
        ))}
      </ul>
      {!maySave && items.length > 0 && <p className="mt-3 text-sm text-note">{texts.notAllowed}</p>}
    </>
  );
}

type MappingRowProps = {
  readonly mapping: FileMapping;
  readonly onChange: (() => void) | undefined;
  readonly onForget: (() => void) | undefined;
  readonly children: ReactNode;
};

function MappingRow({ mapping: { name, settings, savedBy, savedAt }, ...props }: MappingRowProps) {
  const { kind, mapping, roles, system } = saidIn(settings);
  const facts = [
    texts.eachRow(kinds[kind] ?? kind),
    ...(system === '' ? [] : [texts.on(system)]),
    texts.columns(Object.keys(mapping).length),
    ...(Object.keys(roles).length === 0 ? [] : [texts.roles(Object.keys(roles).length)]),
  ];
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg break-words">{name}</h2>
          <p className="text-soft">{facts.join(' · ')}</p>
          <p className="text-sm text-note">
            {texts.savedBy} <PersonName subject={savedBy} /> <When at={savedAt} />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {props.onChange !== undefined && (
            <Button aria-label={`${texts.change}: ${name}`} onClick={props.onChange}>
              {texts.change}
            </Button>
          )}
          {props.onForget !== undefined && (
            <Button look="danger" aria-label={`${texts.forget}: ${name}`} onClick={props.onForget}>
              {texts.forget}
            </Button>
          )}
        </div>
      </div>
      {props.children}
    </li>
  );
}
