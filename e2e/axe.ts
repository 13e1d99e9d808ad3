import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** What axe finds on the page once it has come to rest: a layer that still fades in has colours nobody reads. */
export async function violationsOn(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(async () => {
    const endless = Number.POSITIVE_INFINITY;
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== endless);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  return (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations;
}
