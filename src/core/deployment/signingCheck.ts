import { quoteString } from '../powershell/quote.ts';

/**
 * PowerShell that fails unless the private key of `$certificate` signs: what having it means. Leaves `$key`. For Windows
 * PowerShell 5.1 and PowerShell 7.
 */
export function signingCheck(complaint: string): readonly string[] {
  const extensions = '[System.Security.Cryptography.X509Certificates.RSACertificateExtensions]';
  return [
    `$key = ${extensions}::GetRSAPrivateKey($certificate)`,
    `$public = ${extensions}::GetRSAPublicKey($certificate)`,
    '$data = [byte[]] (1..32)',
    '$hash = [System.Security.Cryptography.HashAlgorithmName]::SHA256',
    '$padding = [System.Security.Cryptography.RSASignaturePadding]::Pkcs1',
    'if (-not $key -or -not $public.VerifyData($data, $key.SignData($data, $hash, $padding), $hash, $padding)) {',
    `    throw ${quoteString(complaint)}`,
    '}',
  ];
}
