import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { TextAreaField, TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Section } from '../../../components/page-header.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { useDraft } from '../../../components/use-draft.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { parseHolders } from './parse-holders.ts';

const { attest: texts, attestations } = textsOf({ en });

const rights = ['administer', 'export', 'connect', 'publish'] as const;
type Right = (typeof rights)[number];
const dayMs = 86_400_000;
const daysMax = 30;

type AttestFormProps = { readonly system: string; readonly onSaid: (said: Outcome) => void };

/** The first of two people says who has access; nothing counts before the second one confirms it. */
export function AttestForm({ system, onSaid }: AttestFormProps) {
  const draft = useDraft(`attest.${system}`, { holders: '', note: '', days: String(daysMax) });
  const { values, set } = draft;
  const [chosen, setChosen] = useState<readonly Right[] | null>(null);
  const path = { ...useWorkspacePath(), system };
  const say = useMutation({
    mutationFn: () => {
      const body = {
        holders: parseHolders(values.holders).map((holder) => ({
          ...holder,
          rights: chosen === null ? null : [...chosen],
        })),
        note: values.note.trim(),
        // A minute less, for the clocks of two machines.
        untilAt: new Date(Date.now() + Number(values.days) * dayMs - 60_000).toISOString(),
      };
      return read(
        api.POST('/api/workspaces/{workspace}/systems/{system}/attestations', { params: { path }, body }),
      );
    },
    onSuccess: async () => {
      draft.clear();
      set('holders', '');
      set('note', '');
      await queryClient.invalidateQueries({ queryKey: ['systems'] });
      announce(texts.done);
      onSaid({ text: texts.done });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say.mutate();
  };
  return (
    <Section title={texts.title}>
      <form onSubmit={submit} className="max-w-2xl space-y-4">
        <TextAreaField
          label={texts.holders}
          help={texts.holdersHelp}
          value={values.holders}
          onChange={(event) => set('holders', event.target.value)}
        />
        <RightsChoice chosen={chosen} onChoose={setChosen} />
        <TextField
          label={texts.note}
          help={texts.noteHelp}
          required
          maxLength={500}
          autoComplete="off"
          value={values.note}
          onChange={(event) => set('note', event.target.value)}
        />
        <TextField
          label={texts.days}
          type="number"
          min={1}
          max={daysMax}
          required
          value={values.days}
          onChange={(event) => set('days', event.target.value)}
        />
        <FormProblem error={say.error} />
        <Button type="submit" look="primary" isBusy={say.isPending}>
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}

type RightsChoiceProps = {
  /** Null: not known; empty: none of them. */
  readonly chosen: readonly Right[] | null;
  readonly onChoose: (chosen: readonly Right[] | null) => void;
};

function RightsChoice({ chosen, onChoose }: RightsChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm text-note">{texts.rights}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {rights.map((right) => (
          <label key={right} className="touch flex cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={chosen?.includes(right) ?? false}
              onChange={(event) => onChoose(changed(chosen, right, event.target.checked))}
            />
            {attestations.rights[right]}
          </label>
        ))}
        <label className="touch flex cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={chosen !== null && chosen.length === 0}
            onChange={(event) => onChoose(event.target.checked ? [] : null)}
          />
          {attestations.noRights}
        </label>
      </div>
      {chosen === null && <p className="mt-1 text-sm text-note">{texts.unknownRights}</p>}
    </fieldset>
  );
}

/** Without any it is not known again: none of them is said by its own box. */
function changed(chosen: readonly Right[] | null, right: Right, isOn: boolean): readonly Right[] | null {
  const others = (chosen ?? []).filter((one) => one !== right);
  if (isOn) return [...others, right];
  return others.length === 0 ? null : others;
}
