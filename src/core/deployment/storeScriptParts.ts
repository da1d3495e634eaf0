const x509 = 'System.Security.Cryptography.X509Certificates';
const rsa = `[${x509}.RSACertificateExtensions]`;

/** What Windows answers when a key container is not there (any more): no keyset, no key, no file. */
const goneCodes = '0x80090016, 0x8009000D, 0x80070002';

/**
 * `$useStore`: opens the store of this account, hands it to a script block, and closes it whatever happens. `$find`: the
 * certificate `$thumbprint` as a freshly opened store has it.
 */
export const useStore: readonly string[] = [
  '$useStore = {',
  '    param($access, $work)',
  `    $store = New-Object ${x509}.X509Store @('My', 'CurrentUser')`,
  '    $store.Open($access)',
  '    try { & $work $store } finally { $store.Close() }',
  '}',
  '$find = {',
  "    & $useStore 'ReadOnly' { param($store) $store.Certificates.Find('FindByThumbprint', $thumbprint, $false) }",
  '}',
];

/** `$signs`: whether the private key of a certificate makes a signature that its public key accepts. */
export const signs: readonly string[] = [
  '$signs = {',
  '    param($certificate)',
  '    try {',
  `        $key = ${rsa}::GetRSAPrivateKey($certificate)`,
  '        if ($null -eq $key) { return $false }',
  '        [byte[]] $data = 1..32',
  '        [System.Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($data)',
  '        $hash = [System.Security.Cryptography.HashAlgorithmName]::SHA256',
  '        $padding = [System.Security.Cryptography.RSASignaturePadding]::Pkcs1',
  '        $signature = $key.SignData($data, $hash, $padding)',
  `        ${rsa}::GetRSAPublicKey($certificate).VerifyData($data, $signature, $hash, $padding)`,
  '    }',
  '    catch { $false }',
  '}',
];

/** `$deleteKey`: removes the container of a key from Windows; that it is gone already is no failure. */
export const deleteKey: readonly string[] = [
  '$deleteKey = {',
  '    param($certificate)',
  `    try { $key = ${rsa}::GetRSAPrivateKey($certificate) }`,
  '    catch {',
  `        if (@(${goneCodes}) -notcontains $_.Exception.GetBaseException().HResult) { throw }`,
  '        $key = $null',
  '    }',
  '    if ($key -is [System.Security.Cryptography.RSACryptoServiceProvider]) {',
  '        $key.PersistKeyInCsp = $false',
  '        $key.Clear()',
  '    }',
  '    elseif ($key -is [System.Security.Cryptography.RSACng]) { $key.Key.Delete() }',
  '}',
];

/** An expression for a certificate read from a PFX; each of the first two is an expression, too. */
export function openPfx(pfx: string, password: string, flags: string): string {
  return `New-Object ${x509}.X509Certificate2 @(${pfx}, ${password}, ${flags})`;
}

/** An expression for the private key of the certificate in a variable. */
export const privateKeyOf = (certificate: string) => `${rsa}::GetRSAPrivateKey(${certificate})`;
