/** What one row is: `grant` where a file has a row for each right, so that one account has several rows. */
export const tableKinds = ['person', 'account', 'grant', 'device'] as const;
export type TableKind = (typeof tableKinds)[number];

/** Every field a column can be mapped to, with the headers it is recognised by: English and German, folded as `foldHeader` does. */
const synonyms = {
  email:
    'email emailaddress mail mailaddress workemail businessemail primaryemail companyemail useremail emailadresse mailadresse geschaftlicheemail geschaftlicheemailadresse emailgeschaftlich dienstlicheemail dienstlicheemailadresse firmenemail userprincipalname upn',
  login:
    'login username user userid useridentifier accountname account accountid samaccountname handle holder accountholder employeeid employeenumber personid person personalnummer mitarbeiternummer benutzername benutzer benutzerkennung kennung konto kontoname anmeldename',
  name: 'name fullname displayname employee employeename personname vollername vollstandigername anzeigename mitarbeiter mitarbeiterin mitarbeitername',
  givenName: 'firstname givenname forename vorname',
  familyName: 'lastname surname familyname nachname familienname',
  employer:
    'employer company organisation organization legalentity vendor agency arbeitgeber firma unternehmen gesellschaft',
  manager:
    'manager manageremail managername linemanager supervisor reportsto reportingto vorgesetzter vorgesetzte fuhrungskraft teamleitung',
  role: 'role jobtitle title position job jobrole function rolle stelle funktion stellenbezeichnung berufsbezeichnung',
  startsOn:
    'start startdate startson starton starts startday begin hiredate hiredon hired joined joindate joiningdate dateofjoining firstday employmentstart from eintritt eintrittsdatum eintrittam beginn von arbeitsbeginn',
  endsOn:
    'end enddate endson endon ends endday termination terminationdate terminatedon leavedate leavingdate leaver lastday lastworkingday exitdate left until to employmentend austritt austrittsdatum austrittam ende bis letzterarbeitstag',
  isActive: 'active isactive status employmentstatus state aktiv istaktiv beschaftigungsstatus',
  system:
    'system systemname application applicationname app service servicename tool platform anwendung dienst plattform',
  owner:
    'owner owneremail accountowner ownedby responsible responsibleperson assignedto person personemail inhaber eigentumer besitzer verantwortlich verantwortlicher verantwortliche',
  accountKind: 'accountkind accounttype kind type usertype kontotyp kontoart typ art benutzertyp',
  roles:
    'roles role groups group permissions permission entitlements privileges memberof accesslevel access rollen rolle gruppen gruppe rechte berechtigungen berechtigung',
  isEnabled:
    'enabled isenabled active isactive accountenabled accountstatus status state aktiv istaktiv aktiviert kontostatus',
  isSuspended:
    'suspended issuspended disabled isdisabled deactivated isdeactivated blocked isblocked locked islocked gesperrt istgesperrt deaktiviert istdeaktiviert',
  hasMfa:
    'mfa hasmfa mfaenabled mfaactive mfastatus ismfaenabled 2fa has2fa 2faenabled 2fastatus twofactor twofactorenabled twofactorauthentication multifactor multifactorauthentication isenrolledin2sv 2sv 2stepverification zweifaktor zweifaktorauthentifizierung mehrfaktor mehrfaktorauthentifizierung',
  canSignIn: 'cansignin interactive interactivelogin passwordenabled haspassword anmeldungmoglich',
  signIns:
    'signin signins signinmethod signinmethods signintype loginmethod loginmethods logintype authmethod authmethods authtype authentication authenticationmethod authenticationtype anmeldeart anmeldeverfahren anmeldemethode',
  lastSeenAt:
    'lastseen lastseenat lastseenon lastlogin lastloginat lastlogindate lastlogintime lastsignin lastsigninat lastsignindatetime lastactive lastactivity lastactiveat lastused lastaccess letzteanmeldung letzterlogin zuletztgesehen zuletztaktiv letzteaktivitat',
  createdAt:
    'created createdat createdon creationdate creationtime createddate createddatetime whencreated usercreationtime erstellt erstelltam angelegt angelegtam',
  organisation: 'partner partnername partnerorganisation partnerorganization partnerbusiness partnerfirma',
  isGuest: 'guest isguest external isexternal gast extern',
  limitedTo: 'scope limitedto asset assets assetname resource resourcename brand bereich ressource',
  path: 'path assignedby assignmenttype accesstype zugriffsart',
  via: 'via through viagroup grantedthrough uber durch',
  externalId: 'externalid externalaccountid objectid userguid accountguid guid uuid',
  device:
    'device devicename deviceid serial serialnumber assettag hostname gerat geratename seriennummer inventarnummer',
  model: 'model devicemodel hardwaremodel modell geratemodell',
  isCompanyOwned: 'companyowned corporateowned ownership eigentum',
  isShared: 'shared isshared geteilt gemeinsam',
} as const;

export type TableField = keyof typeof synonyms;
export type TableMapping = { readonly [Field in TableField]?: string | undefined };

const identityFields = ['email', 'login', 'name', 'givenName', 'familyName'] as const;
export const fieldsOfKind: { readonly [Kind in TableKind]: readonly TableField[] } = {
  person: [...identityFields, 'employer', 'manager', 'role', 'startsOn', 'endsOn', 'isActive'],
  account: [
    ...identityFields,
    'system',
    'owner',
    'accountKind',
    'roles',
    'isEnabled',
    'isSuspended',
    'hasMfa',
    'canSignIn',
    'signIns',
    'lastSeenAt',
    'createdAt',
    'organisation',
    'isGuest',
    'externalId',
  ],
  grant: [
    ...identityFields,
    'system',
    'roles',
    'limitedTo',
    'path',
    'via',
    'accountKind',
    'organisation',
    'isGuest',
    'startsOn',
    'endsOn',
    'externalId',
  ],
  device: [
    ...identityFields,
    'system',
    'device',
    'model',
    'isActive',
    'isCompanyOwned',
    'isShared',
    'lastSeenAt',
  ],
};

// The keys of an object literal are exactly its type's keys.
export const fieldNames = Object.keys(synonyms) as [TableField, ...TableField[]];

/** How well a header names a field: 2 for one of its words, 1 when only its last part is one (`profile.email`). */
export function headerFits(header: string, field: TableField): 0 | 1 | 2 {
  const words: readonly string[] = synonyms[field].split(' ');
  if (words.includes(foldHeader(header))) return 2;
  const last = header.split(/[.:/]/).at(-1) ?? '';
  return last !== header && words.includes(foldHeader(last)) ? 1 : 0;
}

/** Letters and digits alone, without case and accents: `E-Mail Adresse` is `emailadresse`. */
export function foldHeader(header: string): string {
  const plain = header.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll('ß', 'ss').replace(/[^\p{L}\p{N}]/gu, '');
}
