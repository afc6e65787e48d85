/** The module that a worker thread of a run starts with. */
import { parentPort, workerData } from 'node:worker_threads';
import { runLanes, type ThreadNews } from './run-lanes.js';

await runLanes(workerData, (news: ThreadNews) => parentPort?.postMessage(news));
parentPort?.postMessage({ kind: 'done' } satisfies ThreadNews);
