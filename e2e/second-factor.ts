import type { Page } from 'playwright-core';
import { authenticatorCode } from '../packages/server/src/access/testing/authenticator.ts';

export type EnrolledPerson = { readonly secret: string; readonly recoveryCodes: readonly string[] };

/** On the page that asks for it after set-up and sign-in: enrols an authenticator app as a person does. */
export async function enrolOnScreen(page: Page, password: string): Promise<EnrolledPerson> {
  await page.getByRole('heading', { level: 1, name: 'Second factor' }).waitFor();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Begin' }).click();
  const secret = (await page.locator('pre').first().innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Code', { exact: true }).fill(authenticatorCode(secret));
  await page.getByRole('button', { name: 'Enrol' }).click();
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const recoveryCodes = (await page.locator('pre').first().innerText()).trim().split(/\s+/);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return { secret, recoveryCodes };
}
