import { Outlet } from '@tanstack/react-router';
import { Notice } from '../components/notice.tsx';
import { shared } from '../messages/shared.ts';
import { Announcer } from './announcer.tsx';

export function Root() {
  return (
    <>
      <Outlet />
      <Announcer />
    </>
  );
}

/** A bug in one page leaves the others alone. */
export function PageBroke() {
  const { title, text } = shared.trouble.crashed;
  return (
    <main id="content" className="mx-auto max-w-3xl p-6">
      <Notice
        isPage
        state="failing"
        title={title}
        text={text}
        action={{ label: shared.trouble.home, href: '/' }}
      />
    </main>
  );
}
