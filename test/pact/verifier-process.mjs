// Runs Pact's verifier in a process of its own: it prints what it does past every stream that a test could silence.
import { Verifier } from '@pact-foundation/pact';

/** Pact's verifier sends forms on as JSON (pact-js issue 884); this writes them as forms again. */
function asForm(request, _response, next) {
  if (request.headers['content-type'] === 'application/x-www-form-urlencoded' && !Buffer.isBuffer(request.body)) {
    const body = Buffer.from(new URLSearchParams(request.body).toString());
    request.body = body;
    request.headers['content-length'] = String(body.length);
  }
  next();
}

process.on('message', async ({ provider, providerBaseUrl, file, states }) => {
  const verifier = new Verifier({
    provider,
    providerBaseUrl,
    pactUrls: [file],
    logLevel: 'error',
    requestFilter: asForm,
    stateHandlers: Object.fromEntries(states.map((state) => [state, async () => undefined])),
  });
  process.send(
    await verifier.verifyProvider().then(
      () => ({}),
      (error) => ({ problem: String(error) }),
    ),
  );
});
