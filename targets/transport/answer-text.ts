import zlib from 'node:zlib';

/** A body as text. */
export interface AnswerText {
  readonly text: string;
  /** Whether its bytes are not the UTF-8 that JSON is exchanged in (RFC 8259, section 8.1). */
  readonly isNotUtf8: boolean;
}

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

/** Takes what there is of a stream that ends too early, as browsers do. */
const unzip: Decoder = (bytes, options) =>
  zlib.unzipSync(bytes, { ...options, finishFlush: zlib.constants.Z_SYNC_FLUSH });

const inflate: Decoder = (bytes, options) => {
  try {
    return unzip(bytes, options);
  } catch (error) {
    // Some servers send the bare stream under that name.
    if (error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR')
      return zlib.inflateRawSync(bytes, options);
    throw error;
  }
};

/** Content codings by their registered names (RFC 9110, section 8.4.1); zstd where this Node has it. */
const decoders: ReadonlyMap<string, Decoder | undefined> = new Map<string, Decoder | undefined>([
  ['identity', (bytes) => bytes],
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['deflate', inflate],
  ['br', zlib.brotliDecompressSync],
  [
    'zstd',
    'zstdDecompressSync' in zlib && typeof zlib.zstdDecompressSync === 'function'
      ? (zlib.zstdDecompressSync as Decoder)
      : undefined,
  ],
]);

/**
 * Undoes the content codings of a body.
 * @throws Error that names a coding which cannot be read, or `ERR_BUFFER_TOO_LARGE`
 */
export function decodeBody(bytes: Buffer, encoding: string | undefined, maxBodyBytes: number): Buffer {
  if (encoding === undefined || bytes.length === 0) return bytes;
  const codings = encoding.split(',').map((coding) => coding.trim().toLowerCase());
  return codings
    .filter((coding) => coding !== '')
    .reduceRight((rest, coding) => {
      const decoder = decoders.get(coding);
      if (decoder === undefined)
        throw new Error(`the answer's content coding ${JSON.stringify(coding.slice(0, 40))} cannot be read`);
      return decoder(rest, { maxOutputLength: maxBodyBytes });
    }, bytes);
}

function decodedAs(label: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Reads bytes as UTF-8, without a byte order mark; other bytes as the charset that is named, or as far as they can be
 * read.
 */
export function readText(bytes: Buffer, contentType: string | undefined): AnswerText {
  const utf8 = decodedAs('utf-8', bytes);
  if (utf8 !== undefined) return { text: utf8, isNotUtf8: false };
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  const other = [marked, named].flatMap((label) => (label === undefined ? [] : (decodedAs(label, bytes) ?? [])))[0];
  return { text: other ?? bytes.toString('utf8').replace(/^\uFEFF/, ''), isNotUtf8: true };
}
