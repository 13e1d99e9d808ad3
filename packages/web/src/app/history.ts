import { createBrowserHistory } from '@tanstack/react-router';

/** The browser's history, apart from the router so that a page can go somewhere without knowing all pages. */
export const history = createBrowserHistory();
