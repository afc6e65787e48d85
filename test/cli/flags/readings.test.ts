import { describe, expect, it } from 'vitest';
import { chosenReadings } from '../../../cli/flags/readings.js';
import { loadOperation } from '../../../contract/load/catalogue.js';

const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const baidu = loadOperation('baidu.update-vpn-conn');

describe('--reading', () => {
  it.each([
    ['is permissive by default', [], true, {}],
    ['strict takes the contracts’ own readings', ['strict'], false, {}],
    [
      'takes a reading of the contracts that have it',
      ['boolean-text=numbers-too'],
      true,
      { 'boolean-text': 'numbers-too' },
    ],
    ['takes the own reading of one erratum', ['boolean-text=own'], true, { 'boolean-text': 'own' }],
    ['takes some beside the own ones', ['strict', 'letters=any-script'], false, { letters: 'any-script' }],
  ])('%s', (_, flags, permissive, own) => {
    expect(chosenReadings(flags, [gateway, baidu])).toEqual({
      permissive,
      readings: { [gateway.id]: own, [baidu.id]: {} },
    });
  });

  it.each([
    ['lenient', /--reading takes strict, or an erratum with one of its readings .*, not 'lenient'/],
    ['boolean-txt=numbers-too', /did you mean 'boolean-text=numbers-too'\?/],
    ['boolean-text=numbers', /did you mean 'boolean-text=numbers-too'\?/],
  ])('refuses %s', (flag, told) => {
    expect(() => chosenReadings([flag], [gateway, baidu])).toThrow(told);
  });
});
