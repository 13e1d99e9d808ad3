import { z } from 'zod';

/** By BambooHR's reference (https://documentation.bamboohr.com/reference). Empty cells are null or empty text. */
const cell = z.union([z.string(), z.number()]).nullish();

const employeeSchema = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  firstName: cell,
  lastName: cell,
  workEmail: cell,
  jobTitle: cell,
  supervisorEId: cell,
  hireDate: cell,
  terminationDate: cell,
  status: cell,
});

/** What is asked of each employee. */
export const employeeFields = Object.keys(employeeSchema.shape).filter((name) => name !== 'id');

/** A custom report; a field the key may not see is missing from `fields`. */
export const reportAnswer = z.object({
  fields: z.array(z.object({ id: z.string() })),
  employees: z.array(employeeSchema),
});

export const userSchema = z.object({
  id: z.int(),
  employeeId: z.int().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  email: z.string().nullish(),
  status: z.enum(['enabled', 'disabled']),
  lastLogin: z.string().nullish(),
});

/** By user id. An answer without anyone is an empty list. */
export const usersAnswer = z.union([
  z.record(z.string().regex(/^\d+$/), userSchema).transform((users) => Object.values(users)),
  z.array(z.never()).max(0),
]);

export type Employee = z.infer<typeof employeeSchema>;
export type User = z.infer<typeof userSchema>;
