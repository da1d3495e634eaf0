/** How one attribute of a distinguished name is written and encoded (RFC 5280, appendix A; RFC 4519). */
export interface NameAttribute {
  readonly oid: string;
  /** What is shown. */
  readonly name: string;
  /** What is understood besides, upper-case. */
  readonly alsoNamed?: readonly string[];
  readonly encoding: 'directory' | 'printable' | 'ia5';
  /** Most characters a value may have. */
  readonly limit: number;
}

export const nameAttributes: readonly NameAttribute[] = [
  { oid: '2.5.4.3', name: 'CN', alsoNamed: ['COMMONNAME'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.10', name: 'O', alsoNamed: ['ORGANIZATIONNAME'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.11', name: 'OU', alsoNamed: ['ORGANIZATIONALUNITNAME'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.6', name: 'C', alsoNamed: ['COUNTRYNAME'], encoding: 'printable', limit: 2 },
  { oid: '2.5.4.7', name: 'L', alsoNamed: ['LOCALITYNAME'], encoding: 'directory', limit: 128 },
  { oid: '2.5.4.8', name: 'ST', alsoNamed: ['S', 'STATEORPROVINCENAME'], encoding: 'directory', limit: 128 },
  { oid: '2.5.4.9', name: 'STREET', alsoNamed: ['STREETADDRESS'], encoding: 'directory', limit: 128 },
  { oid: '2.5.4.17', name: 'POSTALCODE', encoding: 'directory', limit: 40 },
  { oid: '2.5.4.5', name: 'SERIALNUMBER', encoding: 'printable', limit: 64 },
  { oid: '2.5.4.4', name: 'SN', alsoNamed: ['SURNAME'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.42', name: 'G', alsoNamed: ['GN', 'GIVENNAME'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.43', name: 'I', alsoNamed: ['INITIALS'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.12', name: 'T', alsoNamed: ['TITLE'], encoding: 'directory', limit: 64 },
  { oid: '2.5.4.13', name: 'DESCRIPTION', encoding: 'directory', limit: 1024 },
  { oid: '2.5.4.46', name: 'DNQUALIFIER', alsoNamed: ['DNQ'], encoding: 'printable', limit: 64 },
  { oid: '0.9.2342.19200300.100.1.25', name: 'DC', alsoNamed: ['DOMAINCOMPONENT'], encoding: 'ia5', limit: 63 },
  { oid: '0.9.2342.19200300.100.1.1', name: 'UID', alsoNamed: ['USERID'], encoding: 'directory', limit: 256 },
  { oid: '1.2.840.113549.1.9.1', name: 'E', alsoNamed: ['EMAIL', 'EMAILADDRESS'], encoding: 'ia5', limit: 255 },
];

/** The attribute a user means by `CN`, `cn`, `2.5.4.3` or `OID.2.5.4.3`; undefined when nobody knows it. */
export function attributeByName(text: string): NameAttribute | undefined {
  const name = text.toUpperCase().replace(/^OID\./, '');
  if (/^[0-2](\.\d+)+$/.test(name)) {
    return attributeByOid(name) ?? { oid: name, name, encoding: 'directory', limit: 1024 };
  }
  return nameAttributes.find((attribute) => attribute.name === name || attribute.alsoNamed?.includes(name));
}

export function attributeByOid(oid: string): NameAttribute | undefined {
  return nameAttributes.find((attribute) => attribute.oid === oid);
}
