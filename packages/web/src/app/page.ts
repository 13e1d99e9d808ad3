import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** The parts of the navigation in their order: what one does every day, who can act as us, what is kept, how Daybook is set up. */
export const navGroups = ['work', 'people', 'records', 'settings'] as const;

export type NavGroup = (typeof navGroups)[number];

export type Nav = {
  readonly group: NavGroup;
  /** Within the group. */
  readonly order: number;
  /** Follows `g` on the keyboard; one page each. */
  readonly key: string;
  readonly icon: LucideIcon;
};

/** What a `page.tsx` exports as `page`. The folder is the address; `$name` folders are parameters. */
export type Page = {
  /** In the navigation, the palette and the window's title. */
  readonly title: string;
  readonly component: ComponentType;
  /** The action one must be allowed in the workspace; without it anyone signed in may come. */
  readonly permission?: string;
  /** Present for pages in the navigation. */
  readonly nav?: Nav;
  /** `bare` pages stand alone, before anyone is signed in. */
  readonly frame?: 'bare';
};

export type PlacedPage = Page & { readonly path: string };

type PageModule = { readonly page: Page };

/** More than any group has pages. */
const groupSize = 100;

/** Every page of the app, found by its folder. */
export const pages: readonly PlacedPage[] = Object.entries(
  import.meta.glob<PageModule>('../pages/**/page.tsx', { eager: true }),
).map(([file, { page }]) => ({ ...page, path: pathOf(file) }));

/** Pages of the navigation in their order. */
export const navigation = pages
  .flatMap((page) => (page.nav ? [{ ...page, nav: page.nav }] : []))
  .sort((left, right) => place(left.nav) - place(right.nav));

function place({ group, order }: Nav): number {
  return navGroups.indexOf(group) * groupSize + order;
}

function pathOf(file: string): string {
  return `/${file.replace('../pages/', '').replace(/\/?page\.tsx$/, '')}`;
}
