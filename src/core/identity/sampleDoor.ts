import { abortError } from '../shared/clock.ts';
import type { HttpTransport } from '../shared/ports.ts';
import type { SignInPrompts } from './administratorSignIn.ts';
import { identityError } from './errors.ts';

/** What signing in to the sample tenant needs of it. */
export interface SampleTenantDoor {
  readonly tenantId: string;
  readonly transport: HttpTransport;
  /** Does what the user would do on the device code page; false when it knows no such code. */
  readonly approve: (userCode: string) => boolean | Promise<boolean>;
}

/** Prompts that let the sample tenant approve its own device code, and its transport, which waits for that. */
export function selfApproving(sample: SampleTenantDoor): { prompts: SignInPrompts; transport: HttpTransport } {
  let approving: Promise<boolean> = Promise.resolve(true);
  return {
    prompts: {
      openBrowser: async () => {
        throw abortError();
      },
      showDeviceCode: async (code) => {
        approving = (async () => sample.approve(code.userCode))();
        if (!(await approving)) {
          throw identityError('failed', { tenant: sample.tenantId, detail: 'not_approved' });
        }
      },
    },
    // MSAL asks for the token at once, and then only every few seconds: the first time has to succeed.
    transport: async (input, init) => {
      await approving.catch(() => false);
      return sample.transport(input, init);
    },
  };
}
