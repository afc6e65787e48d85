/** A tiny internal implementation of the link API (test/contracts/acme/update-link), in plain Node. */

/** An update is under way for so long, in milliseconds. */
const settling = 20;

/** The request listener of a service with two links, one of them locked. */
export function createApp() {
  const links = new Map([
    ['link-1', { id: 'link-1', name: 'edge', mtu: 1500, mode: 'fast', state: 'ready' }],
    ['link-2', { id: 'link-2', name: 'core', mtu: 1500, mode: 'safe', state: 'ready', locked: true }],
  ]);
  return async (request, response) => {
    const answer = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const [, id] = /^\/v1\/links\/([^/?]+)$/.exec(request.url) ?? [];
    const link = links.get(id);
    if (link === undefined) return answer(404, { code: 'NoSuchLink', message: 'there is no such link' });
    if (request.method === 'GET') return answer(200, shown(link));
    if (request.method !== 'PUT') return answer(405, { code: 'Invalid', message: 'only GET and PUT' });
    const update = await bodyOf(request);
    const problem = problemOf(update);
    if (problem !== undefined) return answer(400, problem);
    if (link.locked) return answer(409, { code: 'Locked', message: 'the link is locked' });
    const { name, mtu = link.mtu, mode = link.mode } = update;
    Object.assign(link, { name, mtu, mode, state: 'busy' });
    setTimeout(() => Object.assign(link, { state: 'ready' }), settling);
    return answer(200, shown(link));
  };
}

function shown({ id, name, mtu, mode, state }) {
  return { id, name, mtu, mode, state };
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(update) {
  const invalid = (message) => ({ code: 'Invalid', message });
  if (typeof update !== 'object' || update === null || Array.isArray(update))
    return invalid('the body must be a JSON object');
  const { name, mtu, mode } = update;
  if (typeof name !== 'string') return invalid('name is mandatory');
  if (name.length < 1 || name.length > 16) return { code: 'InvalidName', message: 'name has 1 to 16 characters' };
  if (!/^[a-z0-9-]+$/.test(name)) return invalid('name has lower-case letters, digits and hyphens');
  if (mtu !== undefined && (!Number.isInteger(mtu) || mtu < 576 || mtu > 9000))
    return invalid('mtu is a whole number from 576 to 9000');
  if (mode !== undefined && !['fast', 'safe'].includes(mode)) return invalid('mode is fast or safe');
  return undefined;
}
