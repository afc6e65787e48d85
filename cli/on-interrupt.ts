// SIGHUP: the terminal was closed; fixtures are to be restored all the same.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm and npx pass a signal on that the terminal has sent to the whole group already: within this time it is the same one. */
const sameMs = 1000;

/** Calls back on the first SIGINT, SIGTERM or SIGHUP; a later one ends the process. Gives what takes the listeners away again. */
export function onInterrupt(stop: () => void): () => void {
  let first: number | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > sameMs) {
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
