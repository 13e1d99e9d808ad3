import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { applyTheme, readTheme, type Theme, themes } from '../app/theme.ts';
import { shared } from '../messages/shared.ts';

const icons = { auto: Monitor, light: Sun, dark: Moon } as const;

export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const words = shared.navigation.theme;
  return (
    <fieldset aria-label={words.label} className="flex gap-0.5">
      {themes.map((one) => {
        const Icon = icons[one];
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === theme}
            aria-label={words[one]}
            title={words[one]}
            onClick={() => {
              applyTheme(one);
              setTheme(one);
            }}
            className="touch inline-flex size-7 items-center justify-center rounded-sm text-note hover:text-ink aria-pressed:bg-line aria-pressed:text-ink"
          >
            <Icon size={14} aria-hidden="true" />
          </button>
        );
      })}
    </fieldset>
  );
}
