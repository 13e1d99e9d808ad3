import { refuse } from '../platform/index.ts';
import { passwordLengthMax, passwordLengthMin } from './bind-auth.ts';

const distinctCharactersMin = 5;

/** Refuses with `weak-password`: length first (NIST SP 800-63B section 3.1.1), then what anyone would guess. */
export function refuseWeakPassword(password: string, email: string): void {
  const length = [...password].length;
  const lower = password.toLowerCase();
  if (length < passwordLengthMin)
    refuse('weak-password', `the password has fewer than ${passwordLengthMin} characters`);
  if (length > passwordLengthMax) {
    refuse(
      'weak-password',
      `the password has more than ${passwordLengthMax} characters`,
      'use a shorter one',
    );
  }
  if (lower === email.toLowerCase())
    refuse('weak-password', 'the password is the e-mail address', 'choose another one');
  if (new Set(lower).size < distinctCharactersMin) {
    refuse('weak-password', 'the password repeats too few characters', 'choose another one');
  }
}
