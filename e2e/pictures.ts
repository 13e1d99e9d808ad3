import { join } from 'node:path';
import type { Page } from 'playwright-core';

const widths = [1280, 390] as const;
const heightPx = 900;

/** Takes pictures of a page at desktop and phone width into the folder `DAYBOOK_PICTURES` names; nothing without it. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.DAYBOOK_PICTURES;
  if (folder === undefined || folder === '') return;
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: heightPx });
    // As high as the page is: what stands at the foot of the screen then stands at the foot of the picture.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, heightPx) });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
  if (before !== null) await page.setViewportSize(before);
}
