export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const stored = 'daybook.theme';

export function readTheme(): Theme {
  const value = localStorage.getItem(stored);
  return themes.find((theme) => theme === value) ?? 'auto';
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(stored, theme);
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
