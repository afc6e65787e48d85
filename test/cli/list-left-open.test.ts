import { expect, test } from 'vitest';
import { listCommand } from '../../cli/commands/list.js';

test('list tells no basis of what the document leaves open', () => {
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
  };
  listCommand(
    { operation: ['huawei.update-vpn-connection'] },
    { log, error: log, terminal: false, color: false, width: 80, lost: undefined },
  );
  const line = (local: string): string | undefined => lines.find((own) => own.includes(`${local} (`));
  expect(line('/vpn_connection/psk#characters')).toContain('(must, left open; Table 3, psk) whether');
  expect(line('/vpn_connection/psk#length')).toContain('(must, stated; Table 3, psk) psk is');
});
