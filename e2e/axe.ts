import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** What axe finds on the page once it has come to rest: a layer that still fades in has colours nobody reads. All rules, or those named. */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<readonly Violation[]> {
  await page.evaluate(async () => {
    const endless = Number.POSITIVE_INFINITY;
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== endless);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules !== undefined) axe.withRules([...rules]);
  return (await axe.analyze()).violations;
}
