import junit, { type Builder } from 'junit-report-builder';

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}

/** A new, empty JUnit document. The package is CommonJS whose exports are the builder itself, its types say it is under `default`. */
export function newJunitBuilder(): Builder {
  const loaded: unknown = junit;
  const builder = isBuilder(loaded) ? loaded : junit.default;
  return builder.newBuilder();
}
