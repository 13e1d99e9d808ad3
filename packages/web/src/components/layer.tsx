import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { shared } from '../messages/shared.ts';

type LayerProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** `sheet` rises from the bottom edge, for phones. */
  readonly look?: 'middle' | 'top' | 'sheet';
  readonly isTitleHidden?: boolean;
  readonly children: ReactNode;
};

const places = {
  middle: 'top-[12vh] left-1/2 w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 rounded-md appear',
  top: 'top-[10vh] left-1/2 w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-md appear',
  sheet: 'inset-x-0 bottom-0 rounded-t-md rise pb-[env(safe-area-inset-bottom)]',
} as const;

/** Something that floats over the page and gives the focus back when it goes. */
export function Layer({
  isOpen,
  onClose,
  title,
  look = 'middle',
  isTitleHidden = false,
  children,
}: LayerProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className={`fixed z-50 flex max-h-[80dvh] flex-col overflow-hidden border border-line bg-raised shadow-float outline-none ${places[look]}`}
        >
          <div
            className={
              isTitleHidden
                ? 'sr-only'
                : 'flex items-center justify-between border-b border-line py-2 pr-2 pl-4'
            }
          >
            <Dialog.Title className="text-lg">{title}</Dialog.Title>
            {!isTitleHidden && (
              <Dialog.Close
                aria-label={shared.close}
                className="touch inline-flex size-8 items-center justify-center rounded-sm text-note hover:bg-sunken hover:text-ink"
              >
                <X size={16} aria-hidden="true" />
              </Dialog.Close>
            )}
          </div>
          <div className="min-h-0 overflow-y-auto">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
