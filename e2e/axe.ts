import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

type Violation = AxeResults['violations'][number];

declare global {
  interface Window {
    /** Put there by `violationsOn`. */
    axe?: typeof axe;
  }
}

/** What axe finds on the page once it has come to rest: a layer that still fades in has colours nobody reads. All rules, or those named. */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<readonly Violation[]> {
  // It stays in a page until that is loaded anew: to read it again would take longer than to run it.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  const options: RunOptions = {
    // What is in order is not described in full: nobody reads it.
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  return page.evaluate(async (asked) => {
    const endless = Number.POSITIVE_INFINITY;
    const running = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== endless);
    // One that ends can begin the next: what is inherited follows what it is inherited from.
    do {
      await Promise.allSettled(running().map(({ finished }) => finished));
      await new Promise(requestAnimationFrame);
    } while (running().length > 0);
    if (window.axe === undefined) throw new Error('the page was left while axe looked at it');
    return (await window.axe.run(document, asked)).violations;
  }, options);
}
