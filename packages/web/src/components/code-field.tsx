import type { ComponentProps } from 'react';
import { TextField } from './field.tsx';

type CodeFieldProps = Omit<ComponentProps<typeof TextField>, 'type'> & { readonly isRecovery?: boolean };

/** Where a code of the authenticator app is typed, or one of the recovery codes. */
export function CodeField({ isRecovery = false, ...rest }: CodeFieldProps) {
  return (
    <TextField
      {...rest}
      required
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      inputMode={isRecovery ? 'text' : 'numeric'}
      autoCapitalize="off"
      spellCheck={false}
      maxLength={isRecovery ? 40 : 8}
    />
  );
}
