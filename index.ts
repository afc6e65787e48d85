export type { ConformanceReport } from './generated/report.js';
export type { TargetFile } from './generated/target-file.js';
export { buildReport } from './reports/build-report.js';
export { readJournal } from './reports/journal-reader.js';
export { loadCatalogue } from './specs/catalogue.js';
export type { Clause, Contract } from './specs/contract.js';
export { ConfigurationError, TargetError } from './specs/errors.js';
export { loadContract } from './specs/load-contract.js';
export { type ReferenceOptions, type ReferenceTarget, startReference } from './targets/reference/start-reference.js';
