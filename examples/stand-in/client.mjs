/** A refusal, as callers of the client get it. */
export class VpnError extends Error {
  constructor(status, code, message, requestId) {
    super(message);
    this.name = 'VpnError';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

/**
 * A client for VPN connections. `retries`: how often a request is sent again that was throttled or got no answer;
 * `pause`: waits between, handed in so that tests need not.
 */
export function createClient({ endpoint, projectId, retries = 3, pause }) {
  const send = async (method, id, body) => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fetch(`${endpoint}/v5/${projectId}/vpn-connection/${id}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error) => error);
      const isTransient = answer instanceof Error || answer.status === 429 || answer.status >= 500;
      if (isTransient && attempt < retries) {
        await pause(2 ** attempt * 1000);
        continue;
      }
      if (answer instanceof Error) throw answer;
      const content = await answer.json();
      if (answer.ok) return content.vpn_connection;
      throw new VpnError(answer.status, content.error_code, content.error_msg, answer.headers.get('x-request-id'));
    }
  };
  return {
    show: (id) => send('GET', id),
    update: (id, changes) => send('PUT', id, { vpn_connection: changes }),
  };
}
