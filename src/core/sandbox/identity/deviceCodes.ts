import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../../shared/ports.ts';
import { TokenError } from './tokenError.ts';

/** Seconds a code can be entered, and seconds between two polls. Entra asks for 5; nobody else shares this service. */
export const deviceCodeLifetime = 900;
export const pollInterval = 1;

/** Without vowels, and without what looks like a digit: nobody should read a word or mistype. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789';

export interface DeviceSignIn {
  readonly appId: string;
  readonly scope: string;
  readonly userCode: string;
  readonly until: number;
  state: 'pending' | 'declined' | 'redeemed' | { readonly userId: string };
}

/** Sign-ins that were started on a device and are finished on the page where the code is entered. */
export class DeviceCodes {
  readonly #signIns = new Map<string, DeviceSignIn>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(appId: string, scope: string): { deviceCode: string; userCode: string } {
    const now = this.#clock.now().getTime();
    for (const [code, one] of this.#signIns) {
      // A poll shortly after the end is still told that the code has expired.
      if (one.until + deviceCodeLifetime * 1000 <= now) {
        this.#signIns.delete(code);
      }
    }
    const deviceCode = randomBytes(48).toString('base64url');
    const userCode = Array.from({ length: 9 }, () => letters[randomInt(letters.length)]).join('');
    const until = now + deviceCodeLifetime * 1000;
    this.#signIns.set(deviceCode, { appId, scope, userCode, until, state: 'pending' });
    return { deviceCode, userCode };
  }

  /** The sign-in that waits for `userCode`, as the user typed it; undefined when there is none. */
  waiting(userCode: string): DeviceSignIn | undefined {
    const typed = userCode.replace(/[\s-]/g, '').toUpperCase();
    const now = this.#clock.now().getTime();
    return [...this.#signIns.values()].find(
      (one) => one.userCode === typed && one.state === 'pending' && one.until > now,
    );
  }

  /** Answers a poll: who signed in, or the refusal that says to go on waiting or to stop. */
  redeem(deviceCode: string, appId: string): { userId: string; scope: string } {
    const signIn = this.#signIns.get(deviceCode);
    if (signIn === undefined || signIn.appId !== appId) {
      throw new TokenError(
        70018,
        'Invalid verification code due to User typing in wrong user code for device code flow. Authorization is not approved.',
      );
    }
    if (signIn.state === 'redeemed') {
      throw new TokenError(
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
      );
    }
    if (signIn.state === 'declined') {
      throw new TokenError(65004, 'User declined to consent to access the app.');
    }
    if (signIn.until <= this.#clock.now().getTime()) {
      throw new TokenError(
        70020,
        'The provided value for the input parameter device_code is not valid. This device code has expired.',
      );
    }
    if (signIn.state === 'pending') {
      throw new TokenError(70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.');
    }
    const { userId } = signIn.state;
    signIn.state = 'redeemed';
    return { userId, scope: signIn.scope };
  }
}
