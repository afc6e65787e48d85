import type { OperationReport, ProfileResult } from '../../generated/report.js';

/** What shields.io reads from an address. @see https://shields.io/badges/endpoint-badge */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const colors: Readonly<Record<ProfileResult, string>> = {
  success: 'brightgreen',
  partial: 'yellowgreen',
  failure: 'red',
  inconclusive: 'lightgrey',
};

/** What an implementation comes to, as a badge: by its core, with what else it has. */
export function publicationBadge({ operation, profiles: { core, extended } }: OperationReport): Badge {
  return {
    schemaVersion: 1,
    label: operation,
    message: `core ${core.result}, extended ${extended.result}`,
    color: core.result === 'success' && extended.result === 'failure' ? 'yellow' : colors[core.result],
  };
}
