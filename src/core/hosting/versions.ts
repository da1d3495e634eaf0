/** Compares versions by their numbers; one with a prerelease label comes before the same without. */
export function compareVersions(left: string, right: string): number {
  const [leftNumbers, leftLabel] = parts(left);
  const [rightNumbers, rightLabel] = parts(right);
  for (let index = 0; index < Math.max(leftNumbers.length, rightNumbers.length); index++) {
    const difference = (leftNumbers[index] ?? 0) - (rightNumbers[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  if (leftLabel === rightLabel) {
    return 0;
  }
  if (leftLabel === '' || rightLabel === '') {
    return leftLabel === '' ? 1 : -1;
  }
  return leftLabel.localeCompare(rightLabel, 'en', { numeric: true });
}

function parts(version: string): readonly [numbers: readonly number[], label: string] {
  const [, numbers = '', label = ''] = /^(\d+(?:\.\d+)*)(?:-(.*))?$/.exec(version) ?? [];
  return [numbers.split('.').map(Number), label];
}
