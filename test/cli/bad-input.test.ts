import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { changedSpecs, toySpecs, twoOperations } from './toy-specs.js';

const folder = scratchFolder();

const targetFile = `implementation: { project: acme }
baseUrl: http://127.0.0.1:1
operations:
  acme.update-link:
    fixtures:
      - { id: a, traits: [plain], values: { link_id: link-1 } }
`;

/** Writes the target file with one text replaced, and gives the flags to use it. */
function target(name: string, from: string, to: string): readonly string[] {
  if (!targetFile.includes(from)) throw new Error(`no ${from} in the target file`);
  writeFileSync(path.join(folder, name), targetFile.replace(from, to));
  return ['run', '--specs', toySpecs, '--target', name];
}

/** Flags to run a changed copy of the toy contract. */
function contract(name: string, file: string, from: string, to: string): readonly string[] {
  changedSpecs(path.join(folder, name), file, (text) => {
    if (!text.includes(from)) throw new Error(`no ${from} in ${file}`);
    return text.replace(from, to);
  });
  return ['run', '--specs', name];
}

const cases: readonly (readonly [name: string, args: readonly string[], told: RegExp])[] = [
  ['an unknown command', ['rum'], /unknown command 'rum'.*[Dd]id you mean run\?/],
  ['an unknown flag', ['run', '--sead', '1'], /unknown option '--sead'.*[Dd]id you mean --seed\?/],
  ['a flag without its value', ['run', '--operation'], /'--operation <id>' argument missing/],
  ['a word too much', ['run', 'huawei.update-vpn-connection'], /too many arguments for 'run'/],
  [
    'an unknown operation',
    ['run', '--operation', 'huawei.update-vpn-conection'],
    /unknown operation '.*'; did you mean 'huawei\.update-vpn-connection'\?/,
  ],
  [
    'an operation far from any',
    ['list', '--operation', 'x'],
    /unknown operation 'x'; run 'vpn-conformance list' to see them/,
  ],
  [
    'an unknown clause',
    ['run', '--clause', 'baidu.update-vpn-conn/vpnConnName#lenght'],
    /unknown clause '.*'; did you mean 'baidu\.update-vpn-conn\/vpnConnName#length'\?/,
  ],
  [
    'a clause prefix of nothing',
    ['run', '--clause', 'zzz*'],
    /unknown clause 'zzz\*'; run 'vpn-conformance list --operation <id>' to see them/,
  ],
  [
    'a clause of an operation that is not run',
    ['run', '--operation', 'baidu.update-vpn-conn', '--clause', 'otc.update-vpn-connection/vpn_connection#type'],
    /unknown clause/,
  ],
  ['an unknown level', ['run', '--level', 'shall'], /--level takes must, should, may, not 'shall'/],
  ['a seed that is no number', ['run', '--seed', 'lucky'], /--seed takes a whole number from -\d+ to \d+, not 'lucky'/],
  ['a seed with a fraction', ['run', '--seed', '1.5'], /--seed takes a whole number .* not '1\.5'/],
  ['an empty seed', ['run', '--seed', ''], /--seed takes a whole number .* not ''/],
  ['a seed beyond 32 bits', ['run', '--seed', '2147483648'], /--seed takes a whole number .* not '2147483648'/],
  ['cases below zero', ['run', '--cases', '-1'], /--cases takes a whole number from 0 to \d+, not '-1'/],
  ['cases in words', ['run', '--cases', 'many'], /--cases takes a whole number .* not 'many'/],
  ['no worker', ['run', '--workers', '0'], /--workers takes a whole number from 1/],
  [
    'a URL that is none',
    ['run', '--url', 'localhost:8080'],
    /--url: 'localhost:8080' is not a URL; write it as in http/,
  ],
  [
    'a URL with a password',
    ['run', '--url', 'http://me:geheim@h'],
    /--url: a URL must not hold credentials(?!.*geheim)/,
  ],
  ['no URL, but a password', ['run', '--url', 'me://x:geheim@h'], /--url: 'me:\/\/\[redacted\]@h' is not a URL/],
  ['a URL with a query', ['run', '--url', 'http://h/?key=geheim'], /--url: 'http:\/\/h\/' has a query(?!.*geheim)/],
  ['a device as target file', ['run', '--target', '/dev/zero'], /cannot read \/dev\/zero: it is no regular file/],
  [
    'a device as file of resources',
    ['serve', '--fixtures', '/dev/zero'],
    /cannot read \/dev\/zero: it is no regular file/,
  ],
  ['two targets', ['run', '--url', 'http://127.0.0.1:1', '--target', 'target.yaml'], /give either --target or --url/],
  ['a port beyond the last', ['serve', '--port', '65536'], /--port takes a whole number from 0 to 65535/],
  [
    'a specs folder that is not there',
    ['run', '--specs', 'nowhere'],
    /the folder nowhere does not exist; --specs takes a folder/,
  ],
  ['a file as specs folder', ['list', '--specs', 'a-file'], /a-file is no folder; --specs takes a folder/],
  [
    'a file that looks like a target file and is not read',
    ['run', '--target', 'target.cts'],
    /target\.cts cannot be loaded: \.cts files are not read/,
  ],
  [
    'a specs folder without contracts',
    ['list', '--specs', 'empty'],
    /no <vendor>\/<operation>\/openapi\.yaml below empty/,
  ],
  [
    'a contract that is not YAML',
    contract('not-yaml', 'clauses.yaml', 'traits:', 'traits: ['),
    /not-yaml\/acme\/update-link\/clauses\.yaml is not YAML: .* line \d+/,
  ],
  [
    'a misspelt x- keyword',
    contract('misspelt', 'openapi.yaml', 'x-characters', 'x-charcters'),
    /openapi\.yaml: .*unknown key 'x-charcters' .*; did you mean 'x-characters'\?/,
  ],
  [
    'a contract without x-contract',
    contract('headless', 'openapi.yaml', 'x-contract:', 'x-contrakt:'),
    /openapi\.yaml: unknown key 'x-contrakt' at the top; did you mean 'x-contract'\?/,
  ],
  ['a contract whose driver nobody knows', contract('driverless', 'openapi.yaml', 'name: json', 'name: jsn'), /driver/],
  [
    'a contract that names a clause it lacks',
    contract('dangling', 'clauses.yaml', 'at: /name#length', 'at: /nam#length'),
    /clauses\.yaml: .*\/nam#length/,
  ],
  ['a missing target file', ['run', '--target', 'nowhere.yaml'], /cannot read nowhere\.yaml: ENOENT/],
  ['a folder as target file', ['run', '--target', 'empty'], /cannot read empty: EISDIR/],
  [
    'a target file that is not YAML',
    target('broken.yaml', 'implementation: { project: acme }', '"'),
    /broken\.yaml is not YAML/,
  ],
  ['an empty target file', target('nothing.yaml', targetFile, ''), /nothing\.yaml: at the top: must be object/],
  [
    'an unknown key',
    target('key.yaml', 'baseUrl', 'baseurl'),
    /key\.yaml: unknown key 'baseurl' at the top; did you mean 'baseUrl'\?/,
  ],
  [
    'an unknown key below',
    target('deep.yaml', 'traits', 'trait'),
    /deep\.yaml: unknown key 'trait' at \S+; did you mean 'traits'\?/,
  ],
  ['a target URL that is none', target('url.yaml', 'http:', 'ftp:'), /url\.yaml: at \/baseUrl: /],
  [
    'an unknown operation of a target',
    target('operation.yaml', 'update-link', 'update-lnk'),
    /operation\.yaml: .*'acme\.update-lnk'; did you mean 'acme\.update-link'\?/,
  ],
  [
    'an unknown trait',
    target('trait.yaml', '[plain]', '[plane]'),
    /trait\.yaml: .*unknown trait 'plane'; did you mean 'plain'\?/,
  ],
  [
    'a fixture without a needed value',
    target('value.yaml', 'link_id: link-1', ''),
    /value\.yaml: .*values has no link_id/,
  ],
  [
    'an operation that the target file lacks',
    [
      'run',
      '--specs',
      twoOperations(path.join(folder, 'two')),
      '--operation',
      'acme.other-link',
      '--target',
      target('lacking.yaml', 'acme', 'acme').at(-1) ?? '',
    ],
    /the target file has no fixtures for acme\.other-link; add it under operations/,
  ],
  [
    'an output folder that is a file',
    ['run', '--specs', toySpecs, '--output', 'a-file'],
    /cannot write to a-file: .*; choose another folder with --output/,
  ],
  [
    'an output folder below a file',
    ['run', '--specs', toySpecs, '--output', 'a-file/reports'],
    /cannot write to a-file\/reports: .*; choose another folder/,
  ],
  [
    'a selection of nothing',
    ['run', '--specs', toySpecs, '--level', 'should'],
    /no check is selected.*; widen --operation, --clause or --level/,
  ],
  [
    'a selection of an excluded clause',
    ['run', '--clause', 'baidu.update-vpn-conn/vpnConnId#type'],
    /no check is selected: .*; widen/,
  ],
];

describe('the command line refuses in one line, with exit code 2 and without a trace,', () => {
  beforeAll(() => {
    mkdirSync(path.join(folder, 'empty'));
    writeFileSync(path.join(folder, 'a-file'), '');
  });
  it.each(cases)('%s', async (_, args, told) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    expect(stderr).toMatch(told);
    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(stderr).toMatch(/^vpn-conformance: /);
    expect(stderr).not.toMatch(/\bat .*\.(?:js|ts):\d+/);
    expect(existsSync(path.join(folder, 'conformance-report'))).toBe(false);
  });
});

describe('the command line without a command', () => {
  it('prints its help on standard error and ends with exit code 2', async () => {
    const { code, stdout, stderr } = await runCli([], { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: vpn-conformance .*\n {2}serve .*\n/s);
    expect(stderr).not.toContain('outputHelp');
  });
  it.each([
    [['--help'], /^Usage: vpn-conformance/],
    [['run', '--help'], /--clause <id>/],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ])('%j ends with exit code 0', async (args, shown) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(shown);
  });
});
