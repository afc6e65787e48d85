// SIGHUP: the terminal was closed; fixtures are to be restored all the same.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * npm and npx pass a signal on that the terminal has sent to the whole group already: within this time it is the same
 * one.
 */
const sameMs = 1000;

/** What is done when a process is told to stop. */
export interface Interruption {
  /** Once, at the first signal. */
  stop(): void;
  /** At once, before a person who asks again ends the process. */
  last?(): void;
}

/**
 * Listens to SIGINT, SIGTERM and SIGHUP; gives what takes the listeners away again. A person who presses Ctrl-C again,
 * later than an echo of the first would come, ends the process. A further SIGTERM or SIGHUP does not: those who send
 * them (CI, systemd, a terminal that is gone) send several, and SIGKILL where they mean it.
 */
export function onInterrupt({ stop, last }: Interruption): () => void {
  let first: number | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (signal === 'SIGINT' && now - first > sameMs) {
      last?.();
      // Whatever else listens, vite among others, would keep the signal from ending the process.
      for (const each of signals) process.removeAllListeners(each);
      process.kill(process.pid, signal);
    }
  };
  const off = (): void => {
    for (const signal of signals) process.off(signal, listener);
  };
  for (const signal of signals) process.on(signal, listener);
  return off;
}
