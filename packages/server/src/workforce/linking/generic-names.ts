import type { IdentityValues } from '@daybook/kit';
import { foldName, foldWords } from './fold-name.ts';
import { mailParts } from './mail-parts.ts';

/** What a name says that several people use: roles, desks and places in the languages of Europe, and technical accounts. */
const genericWords = new Set(
  `support supports supportteam info infos information kontakt contact contacts contacto contatti contato hello hallo hola hi
  bonjour ciao help helpdesk helpcenter desk service services servicedesk servizio servicio servico serwis customer customers
  customerservice customersupport customercare care kunden kundenservice kundendienst kundensupport kundenbetreuung kundtjanst
  kundeservice klantenservice klantendienst clientele client clients clienti clientes atencion atendimento assistance assistenza
  asistencia sav soporte suporte podpora pomoc wsparcie obsluga destek asiakaspalvelu social socialmedia media medien presse
  press pr prensa stampa imprensa marketing mkt werbung publicidad sales vertrieb verkauf ventas vendas vendite commerciale
  commercial sprzedaz admin admins administrator administrateur administrador amministratore administracion administrace root
  superuser superadmin sysadmin postmaster hostmaster webmaster webadmin master owner team teams equipe equipo squadra zespol
  tim crew staff office buero buro bureau oficina ufficio biuro kontor reception rezeption empfang recepcion accueil accueils
  shared share shares geteilt gemeinsam compartido partage condiviso common group gruppe groupe grupo gruppo inbox mailbox
  postfach mail email test tests tester testing testuser demo dummy sample beispiel ejemplo exemple guest guests gast gaeste
  invite invitado ospite user users benutzer usuario utilisateur utente account accounts konto compte cuenta conto default
  standard temp temporary temporaer trial training schulung intern interns praktikum praktikant trainee azubi hr personal rrhh
  recruiting jobs karriere careers bewerbung finance finanzen finanzas billing invoice invoices rechnung rechnungen
  buchhaltung accounting contabilidad comptabilite contabilita facturacion facturation fattura orders order bestellung
  bestellungen pedidos commandes ordini legal recht privacy datenschutz dpo abuse security sicherheit seguridad securite
  feedback news newsletter events event community moderation moderator moderators mods agent agents operator operators ops
  operations devops dev developer developers engineering it edv tech technik technical tecnico backoffice frontdesk
  management manager leitung direktion direction direccion direzione shop store verkaufsteam ecommerce web website kiosk
  emergency notfall oncall onduty bereitschaft schicht shift frontline brand content`.split(/\s+/),
);
const modifierWords = new Set(
  `the our global international europe eu emea us usa uk de at ch fr es it nl pl pt se dk no fi en dach latam apac north south
  main new old our my company firma group day night level one two first second tier online live chat phone`.split(
    /\s+/,
  ),
);

/**
 * Whether the name of an account says that several people use it, as `support@` or `Team Social`. Somebody whose own name is
 * such a word (`Max Support`, `Amy Root`) is not taken for one.
 */
export function isGenericName(identity: IdentityValues): boolean {
  const organisation = organisationWords(identity);
  const handle = handleOf(identity);
  if (handle === null) return identity.name !== undefined && isGeneric(identity.name, organisation);
  if (!isGeneric(handle, organisation)) return false;
  return identity.name === undefined || !isPersonNamedSo(identity.name, { handle, organisation });
}

/** In front of the @, else the login. */
function handleOf({ email, login }: IdentityValues): string | null {
  const parts = mailParts(email ?? '') ?? mailParts(login ?? '');
  return parts?.local ?? login ?? null;
}

/** Words that name the organisation or the system itself say nothing about who is meant. */
function organisationWords({ email, login, system }: IdentityValues): ReadonlySet<string> {
  const label = (mailParts(email ?? '') ?? mailParts(login ?? ''))?.label ?? '';
  return new Set([label, system ?? ''].flatMap((text) => foldWords(text).flat()));
}

function isGeneric(text: string, organisation: ReadonlySet<string>): boolean {
  return foldWords(text).some((words) => {
    const bare = words.map((word) => word.replace(/(?<!\d)\d+$/, '')).filter((word) => word !== '');
    const known = (word: string) =>
      genericWords.has(word) || modifierWords.has(word) || organisation.has(word);
    return bare.some((word) => genericWords.has(word)) && bare.every(known);
  });
}

type Asked = { readonly handle: string; readonly organisation: ReadonlySet<string> };

/** A full name of which one word is the handle, and another no such word. */
function isPersonNamedSo(name: string, { handle, organisation }: Asked): boolean {
  if (isGeneric(name, organisation)) return false;
  const handleWords = new Set(foldWords(handle).flat());
  return foldName(name).some(
    ({ all }) =>
      all.some((word) => handleWords.has(word)) &&
      all.some((word) => !handleWords.has(word) && !genericWords.has(word) && !organisation.has(word)),
  );
}
