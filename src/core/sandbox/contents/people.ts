import type { GraphObject } from '../model.ts';
import { sampleDomain, sampleId } from './ids.ts';

/** A person, a shared mailbox or a room of the sample tenant. */
export interface SamplePerson {
  /** Part of the addresses before the `@`. */
  readonly alias: string;
  readonly displayName: string;
  readonly kind: 'user' | 'shared' | 'room';
  readonly jobTitle?: string;
  readonly department?: string;
  readonly office?: string;
  readonly manager?: string;
  /** Has no mailbox. */
  readonly unlicensed?: boolean;
  readonly blocked?: boolean;
  readonly guest?: boolean;
}

type Row = readonly [
  alias: string,
  name: string,
  jobTitle: string,
  department: string,
  office: string,
  manager?: string,
];

const staff: readonly Row[] = [
  ['miriam', 'Miriam Graham', 'VP Marketing', 'Marketing', 'San Diego'],
  ['lee', 'Lee Gu', 'Director', 'Manufacturing', 'Overland Park', 'miriam'],
  ['megan', 'Megan Bowen', 'Marketing Manager', 'Marketing', 'Pittsburgh', 'miriam'],
  ['nestor', 'Nestor Wilke', 'Director', 'Operations', 'Seattle'],
  ['diego', 'Diego Siciliani', 'HR Manager', 'HR', 'Birmingham', 'nestor'],
  ['grady', 'Grady Archie', 'Designer', 'R&D', 'Bloomington', 'lee'],
  ['henrietta', 'Henrietta Mueller', 'Developer', 'R&D', 'Fort Lauderdale', 'lee'],
  ['isaiah', 'Isaiah Langer', 'Sales Representative', 'Sales', 'Tulsa', 'patti'],
  ['joni', 'Joni Sherman', 'Paralegal', 'Legal', 'Charlotte', 'nestor'],
  ['lidia', 'Lidia Holloway', 'Product Manager', 'Engineering', 'Tulsa', 'lee'],
  ['lynne', 'Lynne Robbins', 'Planner', 'Retail', 'Tulsa', 'patti'],
  ['patti', 'Patti Fernandez', 'President', 'Executive Management', 'Louisville'],
  ['pradeep', 'Pradeep Gupta', 'Accountant', 'Finance', 'Cairo', 'patti'],
  ['johanna', 'Johanna Lorenz', 'Senior Engineer', 'Engineering', 'Louisville', 'lee'],
  ['christie', 'Christie Cline', 'Buyer', 'Retail', 'San Diego', 'patti'],
  ['allan', 'Allan Deyoung', 'IT Administrator', 'IT', 'Waukesha', 'nestor'],
  ['alex', 'Alex Wilber', 'Marketing Assistant', 'Marketing', 'San Diego', 'megan'],
  ['adele', 'Adele Vance', 'Retail Manager', 'Retail', 'Bellevue', 'miriam'],
  ['debra', 'Debra Berger', 'Administrative Assistant', 'Executive Management', 'Bellevue', 'patti'],
  ['enrico', 'Enrico Cattaneo', 'Attorney', 'Legal', 'Bellevue', 'joni'],
  ['emily', 'Emily Braun', 'Budget Analyst', 'Finance', 'Redmond', 'pradeep'],
  ['zoe', 'Zoë Ångström', 'Translator', 'Marketing', 'Zürich', 'megan'],
  ['sean', "Sean O'Neill", 'Payroll Clerk', 'Finance', 'Dublin', 'pradeep'],
  ['bianca', 'Bianca Pisani', 'Event Coordinator', 'Marketing', 'Rome', 'megan'],
];

/** Everyone who has an account, administrators first. */
export const samplePeople: readonly SamplePerson[] = [
  { alias: 'admin', displayName: 'Sample Administrator', kind: 'user', jobTitle: 'Administrator', department: 'IT' },
  {
    alias: 'helpdesk',
    displayName: 'Help Desk',
    kind: 'user',
    jobTitle: 'Support Engineer',
    department: 'IT',
    manager: 'allan',
  },
  {
    alias: 'appadmin',
    displayName: 'Application Administrator',
    kind: 'user',
    jobTitle: 'Cloud Engineer',
    department: 'IT',
    manager: 'allan',
  },
  ...staff.map(
    ([alias, displayName, jobTitle, department, office, manager]): SamplePerson => ({
      alias,
      displayName,
      kind: 'user',
      jobTitle,
      department,
      office,
      ...(manager === undefined ? {} : { manager }),
    }),
  ),
  { alias: 'scanner', displayName: 'Scanner Account', kind: 'user', department: 'IT', unlicensed: true },
  { alias: 'former', displayName: 'Raul Razo (left)', kind: 'user', department: 'Sales', blocked: true },
  { alias: 'guest_fabrikam.com#EXT#', displayName: 'Guest of Fabrikam', kind: 'user', unlicensed: true, guest: true },
  { alias: 'info', displayName: 'Info', kind: 'shared' },
  { alias: 'sales', displayName: 'Sales Team', kind: 'shared' },
  { alias: 'support', displayName: 'Support', kind: 'shared' },
  { alias: 'invoices', displayName: 'Invoices', kind: 'shared' },
  { alias: 'jobs', displayName: 'Job Applications', kind: 'shared' },
  { alias: 'adams', displayName: 'Conf Room Adams', kind: 'room', office: 'Building 1' },
  { alias: 'baker', displayName: 'Conf Room Baker', kind: 'room', office: 'Building 1' },
  { alias: 'crystal', displayName: 'Conf Room Crystal', kind: 'room', office: 'Building 2' },
  { alias: 'hood', displayName: 'Conf Room Hood', kind: 'room', office: 'Building 2' },
  { alias: 'rainier', displayName: 'Conf Room Rainier', kind: 'room', office: 'Building 3' },
];

export function personId(alias: string): string {
  return sampleId(`user/${alias}`);
}

export function hasMailbox(person: SamplePerson): boolean {
  return person.unlicensed !== true && person.guest !== true;
}

export function personName(alias: string): string {
  return samplePeople.find((person) => person.alias === alias)?.displayName ?? alias;
}

export function address(alias: string): string {
  return `${alias}@${sampleDomain}`;
}

/** The user object of `person` as Graph stores it. */
export function userObject(person: SamplePerson, now: Date, skuId: string): GraphObject {
  const { alias, displayName, kind } = person;
  const [givenName, ...surname] = displayName.split(' ');
  const human = kind === 'user' && surname.length > 0;
  const mail = hasMailbox(person) ? address(alias) : null;
  return {
    '@odata.type': '#microsoft.graph.user',
    id: personId(alias),
    accountEnabled: kind === 'user' && person.blocked !== true,
    assignedLicenses: kind === 'user' && mail !== null ? [{ skuId, disabledPlans: [] }] : [],
    businessPhones: human ? [`+1 555 01${String(displayName.length).padStart(2, '0')}`] : [],
    city: null,
    companyName: 'Contoso',
    createdDateTime: new Date(now.getTime() - (displayName.length * 37 + 200) * 86_400_000)
      .toISOString()
      .replace(/\.\d+/, ''),
    department: person.department ?? null,
    displayName,
    employeeId: null,
    givenName: human ? givenName : null,
    jobTitle: person.jobTitle ?? null,
    mail,
    mailNickname: alias.split('_')[0],
    mobilePhone: null,
    officeLocation: person.office ?? null,
    onPremisesSyncEnabled: null,
    otherMails: [],
    preferredLanguage: kind === 'user' ? 'en-US' : null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    surname: human ? surname.join(' ') : null,
    usageLocation: 'US',
    userPrincipalName: address(alias),
    userType: person.guest === true ? 'Guest' : 'Member',
    ...(person.manager === undefined ? {} : { $manager: [personId(person.manager)] }),
  };
}
