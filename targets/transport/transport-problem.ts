interface Limits {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** Why a request got no answer, in words that name the target and the limit that was met. */
export function transportProblem(error: unknown, { baseUrl, timeoutMs, maxBodyBytes }: Limits): string {
  if (!(error instanceof Error)) return `the request to ${baseUrl} failed: ${String(error)}`;
  const code = 'code' in error ? String(error.code) : '';
  if ('timeout' in error && error.timeout !== undefined)
    return `no complete answer from ${baseUrl} within ${timeoutMs} ms`;
  if (code === 'ETOOLARGE' || code === 'ERR_BUFFER_TOO_LARGE') return `the answer is larger than ${maxBodyBytes} bytes`;
  if (error.message === 'aborted') return 'the connection was closed in the middle of the answer';
  if (code === 'ECONNRESET') return `${baseUrl} closed the connection without an answer`;
  if (code === 'ECONNREFUSED' || error.message.startsWith('ECONNREFUSED')) return `${baseUrl} refuses connections`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the host of ${baseUrl} cannot be resolved`;
  if (/CERT|SIGNATURE/.test(code))
    return `the certificate of ${baseUrl} is not trusted: ${error.message}; name its authority as tls.caFile in the target file`;
  if (code.startsWith('HPE_')) return `the answer is not HTTP: ${error.message}`;
  if (error.message.startsWith('the answer')) return error.message;
  if (
    code.startsWith('Z_') ||
    code === 'ERR__ERROR_FORMAT_PADDING_1' ||
    code.startsWith('ERR_BROTLI') ||
    code.startsWith('ERR_ZSTD')
  )
    return `the answer's content encoding is broken: ${error.message}`;
  return `the request to ${baseUrl} failed: ${code === '' || error.message.includes(code) ? '' : `${code} `}${error.message}`;
}
