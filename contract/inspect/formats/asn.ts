/**
 * The number that an autonomous system number in asplain or asdot notation (RFC 5396) writes; undefined when it is
 * none.
 */
export function parseAsn(text: string): number | undefined {
  const decimal = /^(?:0|[1-9]\d{0,9})$/;
  if (decimal.test(text)) return Number(text);
  const [high, low, ...rest] = text.split('.');
  if (high === undefined || low === undefined || rest.length > 0 || !decimal.test(high) || !decimal.test(low))
    return undefined;
  if (Number(high) > 65535 || Number(low) > 65535) return undefined;
  return Number(high) * 65536 + Number(low);
}
