import { type ChildProcess, fork } from 'node:child_process';

/** A pact and the provider that is to keep it. */
export interface Verification {
  readonly provider: string;
  readonly providerBaseUrl: string;
  readonly file: string;
  readonly states: readonly string[];
}

/** Pact's verifier, whose output is shown only where a pact is broken: in the error. */
export class QuietVerifier {
  readonly #child: ChildProcess = fork(new URL('verifier-process.mjs', import.meta.url), { silent: true });
  #printed = '';

  constructor() {
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed += text;
      });
  }

  /** Resolves where the pact is kept, one after another. Rejects with what the verifier printed where it is not. */
  async verify(verification: Verification): Promise<void> {
    this.#printed = '';
    const problem = await new Promise<string | undefined>((resolve) => {
      const ended = (): void => resolve('the verifier ended');
      this.#child.once('exit', ended).once('message', (told: { readonly problem?: string }) => {
        this.#child.off('exit', ended);
        resolve(told.problem);
      });
      this.#child.send(verification);
    });
    if (problem !== undefined) throw new Error(`${problem}\n${this.#printed}`);
  }

  end(): void {
    this.#child.kill();
  }
}
