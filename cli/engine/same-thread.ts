import { runLanes } from './run-lanes.js';
import { pass, type StartThread } from './suite-listener.js';

/**
 * Runs the operations in the thread that asks: what has been loaded and planned there is not made again. Subjects wait
 * for answers all the time, so that signals are heard.
 */
export const startHere: StartThread = (work, listener, onPlanned) => ({
  done: runLanes(work, (news) => {
    if (news.kind === 'planned') onPlanned();
    pass(news, listener);
  }),
  end: async () => {},
});
