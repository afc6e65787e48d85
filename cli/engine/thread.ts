/** The module that a worker thread of a run starts with. */
import { parentPort, workerData } from 'node:worker_threads';
import { tellAtOnce } from '../output/tell-at-once.js';
import { runLanes, type ThreadNews } from './run-lanes.js';

await runLanes(workerData, (news: ThreadNews) => parentPort?.postMessage(news), tellAtOnce);
parentPort?.postMessage({ kind: 'done' } satisfies ThreadNews);
