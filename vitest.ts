export { type ConformanceOptions, defineConformance, type VitestFunctions } from './in-process/define-conformance.js';
export type { InProcessOperation, InProcessTarget } from './in-process/prepare-run.js';
export { defineTarget } from './targets/target-file/define-target.js';
export type { FastifyApp, FetchApp, InProcessApp, NestApp } from './targets/transport/in-process-app.js';
