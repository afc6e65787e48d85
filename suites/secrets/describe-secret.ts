/** A secret of the kit's own making by its length and the signs in it, in no order: letters and digits stay hidden. */
export function describeSecret(secret: string): string {
  const signs = [...new Set([...secret].filter((character) => !/[A-Za-z0-9]/.test(character)))].sort();
  const shown = signs.map((sign) => (/[!-~]/.test(sign) ? sign : JSON.stringify(sign)));
  return `a secret of ${[...secret].length} characters${shown.length === 0 ? '' : ` with ${shown.join(' ')}`}`;
}
