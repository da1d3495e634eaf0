import { checkedAccount } from '../../core/deployment/account.ts';
import { toUserError } from '../../workbench/userError.ts';

/** Why a text is no Windows account, in words; undefined when it is one. */
export function accountProblem(text: string): string | undefined {
  try {
    checkedAccount(text);
    return undefined;
  } catch (error) {
    return toUserError(error).message;
  }
}
