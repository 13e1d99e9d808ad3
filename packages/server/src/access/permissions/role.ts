/** `service` is the command line of an operating-system user; people are owners or readers. */
export const roles = ['owner', 'reader', 'service'] as const;

export type Role = (typeof roles)[number];
