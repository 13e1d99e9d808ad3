import { z } from 'zod';

/**
 * By ServiceNow's Table API (https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html)
 * with reference links left out: every value is text, empty where there is none.
 */
const flag = z.enum(['true', 'false', '']).optional();
const text = z.string().optional();
const id = z.string().min(1).max(100);

export const userSchema = z.object({
  sys_id: id,
  user_name: text,
  email: text,
  name: text,
  active: flag,
  locked_out: flag,
  web_service_access_only: flag,
  internal_integration_user: flag,
  enable_multifactor_authn: flag,
  last_login_time: text,
  sys_created_on: text,
});
export const roleSchema = z.object({ sys_id: id, name: z.string().min(1) });
export const heldRoleSchema = z.object({
  sys_id: id,
  user: z.string(),
  role: id,
  inherited: flag,
  granted_by: text,
  state: text,
});
export const groupSchema = z.object({ sys_id: id, name: z.string() });

export type User = z.infer<typeof userSchema>;
export type Role = z.infer<typeof roleSchema>;
export type HeldRole = z.infer<typeof heldRoleSchema>;
export type Group = z.infer<typeof groupSchema>;

export function tableAnswer<Row extends z.ZodType>(row: Row) {
  return z.object({ result: z.array(row) });
}
