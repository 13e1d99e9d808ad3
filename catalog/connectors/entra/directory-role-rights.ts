import type { DangerousRight } from '@daybook/kit';
import type { Role } from './answer-schemas.ts';

type Rights = readonly DangerousRight[];
const administer: Rights = ['administer'];

/**
 * The built-in roles by their template, https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference:
 * `administer` changes accounts, roles or settings, `export` reads or takes out everybody's content, `connect` lets
 * applications in, `publish` sends as others. Roles that are not here are unknown.
 */
const rightsOfTemplate: Readonly<Record<string, Rights>> = {
  // Global Administrator (once Company Administrator)
  '62e90394-69f5-4237-9190-012177145e10': ['administer', 'export', 'connect', 'publish'],
  // Privileged Role, Privileged Authentication, Security, Conditional Access Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814': administer,
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': administer,
  '194ae4cb-b126-40b2-bd5b-6091b380977d': administer,
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9': administer,
  // User, Groups, Authentication, Helpdesk, Password Administrator
  'fe930be7-5e62-47db-91af-98c3a49a38b1': administer,
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': administer,
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': administer,
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': administer,
  '966707d0-3269-4727-9be2-8c3a10f19b9d': administer,
  // Application, Cloud Application Administrator, Application Developer
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': ['administer', 'connect'],
  '158c047a-c907-4556-b7ef-446551a6b5f7': ['administer', 'connect'],
  'cf1c38e5-3621-4004-a7cb-879624dced7c': ['connect'],
  // External Identity Provider, Domain Name, Hybrid Identity Administrator
  'be2f45a1-457d-42af-a067-6ec1fa63bc45': ['administer', 'connect'],
  '8329153b-31d0-4727-b945-745eb3bc5f31': administer,
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2': ['administer', 'connect'],
  // Exchange, SharePoint, Teams Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de': ['administer', 'export', 'connect', 'publish'],
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': ['administer', 'export', 'connect'],
  '69091246-20e8-4a56-aa4d-066075b2a7a8': ['administer', 'connect'],
  // Intune, Dynamics 365, Power Platform, Fabric (Power BI) Administrator
  '3a2c62db-5318-420d-8d74-23affee5d9d5': administer,
  '44367163-eba1-44c3-98af-f5787879f96a': ['administer', 'export', 'connect'],
  '11648597-926c-4cf3-9c36-bcebb0ba8dcc': ['administer', 'export', 'connect'],
  'a9ea8996-122f-4c74-9520-8edcd192826c': ['administer', 'export'],
  // Compliance, Compliance Data Administrator: content searches and their exports
  '17315797-102d-40b4-93e0-432062caca18': ['administer', 'export'],
  'e6d1a23a-da11-4be4-9570-befc86d067a7': ['export'],
  // Directory, Global, Security, Reports, Message Center Readers; Billing, License, Service Support
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': [],
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': [],
  '5d6b6bb7-de71-4623-b4af-96380a352509': [],
  '4a5d8f65-41da-4de4-8968-e035b65339cf': [],
  '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b': [],
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': [],
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': [],
  'f023fd81-a637-4b56-95fd-791ac0226033': [],
};

export function rightsOfRole({ roleTemplateId }: Role): DangerousRight[] | 'unknown' {
  const rights = rightsOfTemplate[roleTemplateId ?? ''];
  return rights === undefined ? 'unknown' : [...rights];
}
