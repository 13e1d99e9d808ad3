type ChoicesProps = {
  readonly label: string;
  readonly help: string;
  readonly options: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
};

/** Any number of a few words. */
export function Choices({ label, help, options, value, onChange }: ChoicesProps) {
  const toggle = (one: string) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <fieldset className="space-y-1">
      <legend className="font-medium">{label}</legend>
      <p className="prose-line text-sm text-note">{help}</p>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map((one) => (
          <label key={one} className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              checked={value.includes(one)}
              onChange={() => toggle(one)}
            />
            {one}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
