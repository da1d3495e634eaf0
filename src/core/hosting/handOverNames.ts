/** Carries half of a one-time password into a terminal, which clears it before anything else. */
export const handOverVariable = 'ENTRA_CERT_AUTH_ONE_TIME';

/** Folders in the temporary folder that hold a hand-over: followed by the id of the process that made it. */
export const handOverPrefix = 'entra-cert-auth-';
