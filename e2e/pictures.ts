import { join } from 'node:path';
import type { Page } from 'playwright-core';

const widths = [1280, 390] as const;

/** Takes pictures of a page at desktop and phone width into the folder `DAYBOOK_PICTURES` names; nothing without it. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.DAYBOOK_PICTURES;
  if (folder === undefined || folder === '') return;
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
