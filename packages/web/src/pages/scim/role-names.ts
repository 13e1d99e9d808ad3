import { textsOf } from '../../messages/catalogue.ts';
import { en } from '../members/en.ts';

/** Roles as the members' page calls them. */
export const roleNames = textsOf({ en }).short;
