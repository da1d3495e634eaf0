import { services } from '../services/index.ts';
import type { ServiceId } from '../services/types.ts';
import { TextCache } from '../shared/textCache.ts';
import { aliasTarget, isBuiltIn, isElsewhere } from './builtInCommands.ts';
import { mayConnect } from './connections.ts';
import { sendsRequests } from './requests.ts';

/** What the name of a command says by itself, whatever script it stands in. */
export interface CommandName {
  /** Without module, in lower case. */
  readonly bare: string;
  /** The command it stands for where it is an alias of PowerShell, without module. */
  readonly target: string;
  /** `target` in lower case. */
  readonly lower: string;
  /** Of the form `Verb-Noun`, not a file, and not a command of PowerShell itself. */
  readonly isCmdlet: boolean;
  readonly builtIn: boolean;
  /** Of a module that signs in nowhere in Microsoft 365. */
  readonly elsewhere: boolean;
  /** The service whose cmdlets are named like this. */
  readonly owner: ServiceId | undefined;
  readonly connects: boolean;
  readonly requests: boolean;
}

/** By name as written: scripts use the same few hundred names again and again. */
const known = new TextCache<CommandName>(5000);

/** @param written as the script has it */
export function commandName(written: string): CommandName {
  return known.get(written, read);
}

function read(written: string): CommandName {
  const bare = written.slice(written.lastIndexOf('\\') + 1).replace(/[\u2013\u2014\u2015]/g, '-');
  const isPath = /[/\\]|\.(?:ps1|psm1|exe|cmd|bat|com|msi|sh)$/i.test(written) && !/^[\w.]+\\[\w-]+$/.test(written);
  const target = aliasTarget(bare.toLowerCase()) ?? bare;
  const lower = target.toLowerCase();
  const builtIn = isBuiltIn(lower);
  const isCmdlet = !isPath && !builtIn && /^[a-z]+-[a-z]\w*$/.test(lower);
  return {
    bare: bare.toLowerCase(),
    target,
    lower,
    isCmdlet,
    builtIn,
    elsewhere: isCmdlet && isElsewhere(target),
    owner: isCmdlet ? services.find((service) => service.ownsCmdlet(target))?.id : undefined,
    connects: mayConnect(lower),
    requests: sendsRequests(lower),
  };
}
