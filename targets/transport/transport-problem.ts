import { ConfigurationError, TargetError } from '../../contract/errors.js';

/** How far an exchange has come. */
export type Phase = 'connecting' | 'securing' | 'answering';

interface Circumstances {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly phase: Phase;
  /** How the proxy that is sent the requests is called, where there is one. */
  readonly proxy?: string;
  /** Whether a client certificate is at hand. */
  readonly hasCertificate: boolean;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** Why there is no connection: the name (DNS), nobody listens, no way. `place` is what was to be reached. */
export function connectionProblem(error: Error, place: string): string | undefined {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED' || error.message.startsWith('ECONNREFUSED')) return `${place} refuses connections`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the host of ${place} cannot be resolved (DNS: ${code})`;
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return `there is no network route to ${place} (${code})`;
  return code === 'ETIMEDOUT' ? `${place} cannot be reached in time` : undefined;
}

/** Certificates of the other side, by Node's and OpenSSL's codes. */
function serverCertificateProblem(error: Error, baseUrl: string): string | undefined {
  const code = codeOf(error);
  const whose = `the certificate of ${baseUrl}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${whose} is for other hosts: ${error.message}`;
  if (code === 'CERT_HAS_EXPIRED') return `${whose} has expired`;
  if (code === 'CERT_NOT_YET_VALID') return `${whose} is not valid yet; see whether the clock of this machine is right`;
  return !code.startsWith('ERR_') && /CERT|SIGNATURE/.test(code)
    ? `${whose} is not trusted: ${error.message}; name its authority as tls.caFile in the target file`
    : undefined;
}

/** What OpenSSL complains of, in capitals; undefined for another error. */
function tlsReason(error: Error): string | undefined {
  const code = codeOf(error);
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return code.slice('ERR_SSL_'.length);
  const [, words] = /:SSL routines:[^:]*:([^:]+):/.exec(error.message) ?? [];
  return words?.toUpperCase().replaceAll(' ', '_') ?? (code === 'EPROTO' ? code : undefined);
}

/** Alerts with which a server refuses a client's certificate, or that there is none (RFC 8446, section 6.2). */
const certificateAlert =
  /ALERT_(?:(?:NO_|BAD_|UNSUPPORTED_)?CERTIFICATE(?:_REQUIRED|_EXPIRED|_REVOKED|_UNKNOWN)?|UNKNOWN_CA|ACCESS_DENIED)$/;

function handshakeProblem(error: Error, { baseUrl, hasCertificate }: Circumstances): string | undefined {
  const reason = tlsReason(error);
  if (reason === undefined) return undefined;
  if (certificateAlert.test(reason))
    return hasCertificate
      ? `${baseUrl} does not take the client certificate (tls.cert): ${reason}`
      : `${baseUrl} asks for a client certificate: name its file as tls.cert and that of its key as tls.key in the target file`;
  if (reason.endsWith('HANDSHAKE_FAILURE'))
    return `${baseUrl} refuses the TLS handshake (${reason})${hasCertificate ? '' : '; it may ask for a client certificate: tls.cert and tls.key in the target file'}`;
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE/.test(reason)
    ? `${baseUrl} does not speak TLS (${reason}); should it be http://?`
    : `the TLS handshake with ${baseUrl} failed: ${reason}`;
}

function timeProblem({ baseUrl, timeoutMs, phase, proxy }: Circumstances): string {
  switch (phase) {
    case 'connecting':
      return `no connection to ${proxy ?? baseUrl} within ${timeoutMs} ms`;
    case 'securing':
      return `the TLS handshake with ${baseUrl} did not end within ${timeoutMs} ms`;
    case 'answering':
      return `no complete answer from ${baseUrl} within ${timeoutMs} ms`;
    default:
      return phase satisfies never;
  }
}

/** Answers that cannot be read. */
function answerProblem(error: Error, { baseUrl, maxBodyBytes }: Circumstances): string | undefined {
  const code = codeOf(error);
  if (code === 'ETOOLARGE' || code === 'ERR_BUFFER_TOO_LARGE') return `the answer is larger than ${maxBodyBytes} bytes`;
  if (error.message === 'aborted') return 'the connection was closed in the middle of the answer';
  if (code === 'ECONNRESET') return `${baseUrl} closed the connection without an answer`;
  // A TLS alert (RFC 8446, section 5.1) instead of a status line.
  if (code.startsWith('HPE_') && 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) && error.rawPacket[0] === 21)
    return `${baseUrl} speaks TLS; should it be https://?`;
  if (code.startsWith('HPE_')) return `the answer is not HTTP: ${error.message}`;
  if (error.message.startsWith('the answer')) return error.message;
  return code.startsWith('Z_') ||
    code === 'ERR__ERROR_FORMAT_PADDING_1' ||
    code.startsWith('ERR_BROTLI') ||
    code.startsWith('ERR_ZSTD')
    ? `the answer's content encoding is broken: ${error.message}`
    : undefined;
}

/** Why a request got no answer, in words that name what was to be reached and the limit that was met. */
export function transportProblem(error: unknown, about: Circumstances): string {
  const { baseUrl, proxy } = about;
  if (!(error instanceof Error)) return `the request to ${baseUrl} failed: ${String(error)}`;
  if (error instanceof TargetError || error instanceof ConfigurationError) return error.message;
  if ('timeout' in error && error.timeout !== undefined) return timeProblem(about);
  const problem =
    connectionProblem(error, proxy ?? baseUrl) ??
    serverCertificateProblem(error, baseUrl) ??
    handshakeProblem(error, about) ??
    answerProblem(error, about);
  if (problem !== undefined) return problem;
  const code = codeOf(error);
  return `the request to ${baseUrl} failed: ${code === '' || error.message.includes(code) ? '' : `${code} `}${error.message}`;
}
