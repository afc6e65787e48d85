import { expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import { driverNamed } from '../../../targets/drivers/index.js';

it.each(['json', 'alibaba-rpc'])('the driver %s is found by its name', (name) => {
  expect(driverNamed(name).name).toBe(name);
});

it('an unknown driver name is refused with the known ones', () => {
  expect(() => driverNamed('soap')).toThrow(ConfigurationError);
  expect(() => driverNamed('soap')).toThrow(/'soap'.*json, alibaba-rpc/);
});
