import type http from 'node:http';
import type { Contract } from '../../contract/contract.js';
import { secretForms } from '../../contract/facts/secret-forms.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import { isObject, valueAt } from '../../contract/pointer.js';

/** A target that repeats whatever it is told, in every form a careless server might write it. */
export interface EchoingApp {
  readonly contract: Contract;
  readonly listener: http.RequestListener;
  /** The pre-shared keys it was sent. */
  readonly sent: ReadonlySet<string>;
}

/** The pre-shared keys of a request. */
function keysIn(body: string): readonly string[] {
  try {
    const psk: unknown = JSON.parse(body)?.vpn_connection?.psk;
    return typeof psk === 'string' ? [psk] : [];
  } catch {
    return [];
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as careless servers, proxies and error pages write it. */
function writings(text: string): readonly string[] {
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    form,
    encodeURIComponent(form),
    text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character),
  ];
}

function echoes(request: http.IncomingMessage, body: string): string {
  const told = [...request.rawHeaders, request.url ?? '', body];
  const forms = told.flatMap(writings);
  const keys = keysIn(body).flatMap((psk) => [...writings(psk), Buffer.from(`key:${psk};`).toString('base64')]);
  return [...forms, ...keys].join(' | ');
}

/**
 * An implementation of Huawei's operation that echoes, refuses some keys for no reason, and stores what nobody asked
 * for. `token` is told in every answer.
 */
export function echoingApp(token: string): EchoingApp {
  const contract = loadOperation('huawei.update-vpn-connection');
  const stored = valueAt(contract.fixtures[0]?.state, '/vpn_connection');
  const sent = new Set<string>();
  let updates = 0;
  let previous = '';
  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks).toString();
      for (const psk of keysIn(body)) sent.add(psk);
      updates += request.method === 'PUT' ? 1 : 0;
      const told = echoes(request, body);
      const [latest = ''] = keysIn(body);
      // Keys of some lengths are refused for no reason, every seventh update is answered in a text that is no JSON;
      // what came before is told, too.
      const status = request.method === 'GET' || latest.length % 3 !== 2 ? 200 : 400;
      const text =
        updates % 7 === 0 && request.method === 'PUT'
          ? `<html>${told} ${previous}</html>`
          : JSON.stringify({
              error_code: latest === '' ? told : `VPN.${latest}`,
              error_msg: told,
              request_id: token,
              vpn_connection: {
                ...(isObject(stored) ? stored : {}),
                // The name drifts: such a resource cannot be restored.
                ...(request.method === 'GET'
                  ? { name: `vpn-${updates}` }
                  : { id: told, name: `${previous} ${Buffer.from(previous).toString('base64')}` }),
                psk: latest,
                psk_hint: `${latest} ${previous}`,
                status: 'ACTIVE',
              },
              [`seen ${latest}`]: token,
            });
      const headers = {
        'content-type': `application/json; echo=${encodeURIComponent(latest || token)}`,
        'x-echo': encodeURIComponent(told).slice(0, 4000),
      };
      response.writeHead(status, headers).end(text);
      previous = latest || previous;
    });
  };
  return { contract, listener, sent };
}

/** The places of named texts where one of the secrets stands, in any form. */
export function leaksIn(
  outputs: readonly (readonly [name: string, text: string])[],
  secrets: readonly string[],
): readonly string[] {
  return outputs.flatMap(([name, text]) =>
    secrets.flatMap((secret) =>
      [...new Set([...secretForms(secret), ...writings(secret)])]
        // Keys of a few characters are words like any other.
        .filter((form) => form.length >= 8 && secret.length >= 8 && text.includes(form))
        .map(
          (form) => `${name}: ${form} in ${text.slice(Math.max(0, text.indexOf(form) - 100), text.indexOf(form) + 40)}`,
        ),
    ),
  );
}
