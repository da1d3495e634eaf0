import type { CommandCall } from '../commands/definition.ts';
import { operationError } from '../errors.ts';
import { toText } from '../language/text.ts';
import { itemsOf, type Value } from '../language/values.ts';
import { CertificateObject, fromVault } from './certificateObject.ts';
import { certificatePath } from './storePath.ts';

/** The certificates a command was given: from the pipeline, `-Cert`, or by a path into the store. @throws operations/certificateNeedsPipe */
export async function inputCertificates(call: CommandCall, parameter: string): Promise<readonly CertificateObject[]> {
  const given: Value[] = [];
  if (call.input !== undefined) {
    for await (const value of call.input) {
      given.push(value);
    }
  }
  given.push(...itemsOf(call.arguments.value(parameter) ?? null));
  const certificates: CertificateObject[] = [];
  for (const value of given) {
    if (value instanceof CertificateObject) {
      certificates.push(value);
    } else {
      certificates.push(await byPath(call, toText(value)));
    }
  }
  if (certificates.length === 0) {
    throw operationError('certificateNeedsPipe', { command: call.name });
  }
  return certificates;
}

async function byPath(call: CommandCall, path: string): Promise<CertificateObject> {
  const thumbprint = certificatePath(path) ?? path;
  return certificateByThumbprint(call, thumbprint);
}

/** A certificate of the vault by its SHA-1 thumbprint, however it was pasted. @throws operations/certificateNotFound */
export async function certificateByThumbprint(
  call: Pick<CommandCall, 'run'>,
  thumbprint: string,
): Promise<CertificateObject> {
  const wanted = thumbprint.replace(/[^0-9a-f]/gi, '').toUpperCase();
  const facts = (await call.run.options.vault.list()).certificates.find((each) => each.thumbprint === wanted);
  if (facts === undefined) {
    throw operationError('certificateNotFound', { thumbprint: thumbprint.slice(0, 80) });
  }
  return fromVault(call.run.options.vault, facts);
}
