/** A request id written like a sample: upper case, or without hyphens, where the sample is. */
export function requestIdLike(sample: unknown, uuid: string): string {
  if (typeof sample !== 'string') return uuid;
  const plain = sample.includes('-') || sample.length < 16 ? uuid : uuid.replaceAll('-', '');
  return /[A-F]/.test(sample) && !/[a-f]/.test(sample) ? plain.toUpperCase() : plain;
}
