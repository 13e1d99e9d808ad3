import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/api.ts';
import { router } from './app/router.tsx';
import { allowOwnStyles } from './app/style-nonce.ts';
import { applyTheme, readTheme } from './app/theme.ts';
import './styles.css';

allowOwnStyles();
applyTheme(readTheme());

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
