/** The Windows certificate store of this account, where modules look a thumbprint up; or one certificate in it. */
export function storePlace(thumbprint?: string): string {
  return thumbprint === undefined ? 'Cert:\\CurrentUser\\My' : `Cert:\\CurrentUser\\My\\${thumbprint}`;
}
