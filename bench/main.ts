/**
 * Benchmarks: `npm run bench`. Prints rates; asserts nothing, for they are a machine's. Loopback only, under 30
 * seconds.
 */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.js';
import { loadCatalogue } from '../contract/load/catalogue.js';
import type { WireRequest } from '../contract/target.js';
import { requestModel } from '../properties/request-model.js';
import { planRun } from '../suites/plan/plan.js';
import { runOperation } from '../suites/run-operation.js';
import { driverNamed } from '../targets/drivers/index.js';
import { createReferenceTransport } from '../targets/reference/reference-transport.js';
import { startReference } from '../targets/reference/start-reference.js';
import { processTiming } from '../targets/transport/process-timing.js';
import { createTransport } from '../targets/transport/transport.js';
import { bareClient } from './bare-client.js';
import { measure, median, type Rate } from './rate.js';

const seed = 1;
const batch = 50;
const rounds = 5;

function print(what: string, perSecond: number, unit: string): void {
  console.log(`  ${what.padEnd(58)} ${Math.round(perSecond).toLocaleString('en').padStart(9)} ${unit}`);
}

function printRatio(what: string, ratio: number): void {
  console.log(`  ${`ratio: ${what}`.padEnd(58)} ${ratio.toFixed(2).padStart(9)}`);
}

async function benchGenerators(contract: Contract): Promise<void> {
  const [fixture] = contract.fixtures;
  if (fixture === undefined) return;
  const model = requestModel(contract, fixture);
  const driver = driverNamed(contract.driver.name);
  const sample = (turn: number): readonly ReturnType<typeof model.logical>[] =>
    fc.sample(model.requests, { numRuns: batch, seed: seed + turn }).map((draft) => model.logical(draft));
  const cases = await measure(400, (turn) => {
    for (const logical of sample(turn))
      if (model.judge(logical).broken.length === 0) driver.encode(contract, 'update', logical);
    return batch;
  });
  const ready = sample(0);
  const validations = await measure(300, () => {
    for (const logical of ready) model.judge(logical);
    return ready.length;
  });
  print(`${contract.id}: draw, judge, encode`, cases.perSecond, 'cases/s');
  print(`${contract.id}: judge`, validations.perSecond, 'validations/s');
}

/** Keeps `lanes` exchanges in flight, `batch` in all. */
async function inFlight(lanes: number, send: () => Promise<unknown>): Promise<number> {
  let left = batch;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return batch;
}

/** One request over and over, by the kit's transport and bare, in turns against the same server. */
async function benchTransport(contract: Contract): Promise<void> {
  const [fixture] = contract.fixtures;
  if (fixture === undefined) return;
  const logical = Object.fromEntries(Object.entries(fixture.values).map(([name, value]) => [name, [value].flat()[0]]));
  const request: WireRequest = driverNamed(contract.driver.name).encode(contract, 'read-back', logical);
  const reference = await startReference({ contracts: [contract] });
  const transport = createTransport({ baseUrl: reference.url });
  const bare = bareClient(reference.url);
  const memory = createReferenceTransport({ contracts: [contract] });
  try {
    const reply = await transport.send(request);
    if (reply.kind === 'none' || reply.status !== 200)
      throw new Error(`the reference does not answer: ${JSON.stringify(reply)}`);
    for (const lanes of [1, 8]) {
      const [ours, theirs, direct]: [Rate[], Rate[], Rate[]] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await measure(250, () => inFlight(lanes, () => transport.send(request))));
        theirs.push(await measure(250, () => inFlight(lanes, () => bare.send(request))));
        direct.push(await measure(250, () => inFlight(lanes, () => memory.send(request))));
      }
      print(`supertest transport of the kit, ${lanes} in flight`, median(ours), 'requests/s');
      print(`bare node:http loop, ${lanes} in flight`, median(theirs), 'requests/s');
      print(`the reference asked in memory, ${lanes} in flight`, median(direct), 'requests/s');
      printRatio('transport / bare', median(ours) / median(theirs));
      printRatio('in memory / transport', median(direct) / median(ours));
    }
  } finally {
    bare.close();
    await transport.close();
    await reference.close();
  }
}

/** A whole run of one operation in this process: planning, then requests with everything that is judged about them. */
async function benchRun(contract: Contract): Promise<void> {
  const driver = driverNamed(contract.driver.name);
  const reference = await startReference({ contracts: [contract], settleMs: 1 });
  const transport = createTransport({ baseUrl: reference.url });
  try {
    const started = performance.now();
    const plan = planRun({
      contract,
      driver,
      fixtures: contract.fixtures,
      cases: 3,
      seed,
      selection: { clauses: [], levels: [] },
    });
    const planned = performance.now();
    let requests = 0;
    for await (const news of runOperation({
      contract,
      driver,
      plan,
      transport,
      settleMs: 5000,
      timing: processTiming,
      runId: 'bench',
    }))
      if (news.kind === 'entry' && news.entry.type === 'result') requests += news.entry.requests;
    const seconds = (performance.now() - planned) / 1000;
    print(`${contract.id}: a run, ${requests} requests in ${seconds.toFixed(1)} s`, requests / seconds, 'requests/s');
    console.log(`  ${`${contract.id}: its plan`.padEnd(58)} ${(planned - started).toFixed(0).padStart(9)} ms`);
  } finally {
    await transport.close();
    await reference.close();
  }
}

const contracts = loadCatalogue();
console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
console.log('generators');
for (const contract of contracts) await benchGenerators(contract);
const huawei = contracts.filter(({ id }) => id === 'huawei.update-vpn-connection');
console.log('exchanges with the embedded reference in the same process');
for (const contract of huawei) await benchTransport(contract);
console.log('runs');
for (const contract of huawei) await benchRun(contract);
