/** One or more keys: `g t` is pressed one after another, `mod+k` together. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(' ').map((key) => (
        <kbd key={key} className="rounded-sm border border-line bg-sunken px-1.5 py-px text-xs text-soft">
          {keyName(key)}
        </kbd>
      ))}
    </span>
  );
}

function keyName(key: string): string {
  if (!key.startsWith('mod+')) return key;
  const isApple = /mac|iphone|ipad/i.test(navigator.platform);
  return `${isApple ? '⌘' : 'Ctrl '}${key.slice(4).toUpperCase()}`;
}
