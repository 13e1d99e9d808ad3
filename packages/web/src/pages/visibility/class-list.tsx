import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { placeWords } from './sight-mark.tsx';
import { type ComparedClass, useRemoveClass } from './use-visibility.ts';

const { classes: texts } = textsOf({ en });

type ClassListProps = {
  readonly classes: readonly ComparedClass[];
  /** Null where whoever looks may not change them. */
  readonly onChange: ((one: ComparedClass) => void) | null;
  readonly onSaid: (said: string) => void;
};

/** What was said of each class: where it is kept, and whose work needs it. */
export function ClassList({ classes, onChange, onSaid }: ClassListProps) {
  const [leaving, setLeaving] = useState<ComparedClass | null>(null);
  const remove = useRemoveClass(() => {
    setLeaving(null);
    onSaid(texts.removed);
  });
  return (
    <Section title={texts.title}>
      <DataTable
        label={texts.title}
        rows={classes}
        columns={onChange === null ? columns : [...columns, stepsColumn(onChange, setLeaving)]}
        keyOf={({ id }) => id}
      />
      {leaving !== null && (
        <Confirm
          isOpen
          onClose={() => setLeaving(null)}
          title={texts.removeTitle(leaving.name)}
          action={texts.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
        >
          <p>{texts.removeText}</p>
        </Confirm>
      )}
    </Section>
  );
}

function stepsColumn(
  onChange: (one: ComparedClass) => void,
  onRemove: (one: ComparedClass) => void,
): Column<ComparedClass> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (one) => (
      <span className="inline-flex flex-wrap justify-end gap-1">
        <Button look="quiet" onClick={() => onChange(one)} aria-label={`${texts.change}: ${one.name}`}>
          {texts.change}
        </Button>
        <Button look="quiet" onClick={() => onRemove(one)} aria-label={`${texts.remove}: ${one.name}`}>
          {texts.remove}
        </Button>
      </span>
    ),
  };
}

const columns: readonly Column<ComparedClass>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    cell: ({ name, needs }) => (
      <>
        {name}
        <span className="block text-xs text-note md:hidden">{texts.neededBy(needsWords(needs))}</span>
      </>
    ),
    sortBy: ({ name }) => name,
  },
  {
    id: 'where',
    label: texts.columns.where,
    cell: ({ places }) =>
      places.length === 0 ? (
        <span className="text-unsure">{texts.nowhere}</span>
      ) : (
        <ul>
          {places.map(({ system, within, through }) => (
            <li key={`${system} ${within}`}>
              {placeWords(system, within)}
              {through.length > 0 && (
                <span className="block text-xs text-note">{texts.through(through.join(', '))}</span>
              )}
            </li>
          ))}
        </ul>
      ),
  },
  {
    id: 'needs',
    label: texts.columns.needs,
    isSecondary: true,
    cell: ({ needs }) => needsWords(needs),
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position }) => <Provenance position={position} />,
  },
];

function needsWords(needs: readonly string[]): string {
  return needs.length === 0 ? texts.nobody : needs.join(', ');
}
