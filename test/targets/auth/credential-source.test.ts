import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import type { Command } from '../../../targets/auth/command.js';
import { textOf } from '../../../targets/auth/credential-source.js';
import { scratchFolder } from '../../cli/scratch-folder.js';

const node = process.execPath;

function runTokenCommand({ command, timeoutMs }: Command): Promise<string> {
  const given = { command: typeof command === 'string' ? command : [...command] };
  return textOf(timeoutMs === undefined ? given : { ...given, timeoutMs }, 'auth.token', 'word');
}

async function problemOf(command: Command): Promise<string> {
  try {
    await runTokenCommand(command);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'none';
}

describe('the command of auth.token', () => {
  it.each<[string, Command['command']]>([
    ['a line for the shell', `"${node}" -e "console.log(['to','ken'].join(''))"`],
    ['a program with its arguments', [node, '-e', 'console.log(`  token  \\n`)']],
  ])('gives the word it prints: %s', async (_, command) => {
    await expect(runTokenCommand({ command })).resolves.toBe('token');
  });

  it.each<[string, string, RegExp, number?]>([
    ['fails', 'console.log("hunter2"); process.exit(7)', /ended with exit code 7/],
    ['prints nothing', '', /printed nothing/],
    ['prints a sentence', 'console.log("hunter2 and more")', /printed more than one word/],
    [
      'prints without end',
      'const on = () => process.stdout.write("hunter2".repeat(9999), on); on()',
      /printed more than a token/,
    ],
    ['never ends', 'console.log("hunter2"); setInterval(() => {}, 1000)', /did not end within 500 ms/, 500],
    [
      'waits for an answer',
      'process.stdin.on("data", () => {}).on("end", () => process.exit(3))',
      /ended with exit code 3/,
    ],
  ])('that %s is told in one line without what it printed', async (_, script, message, timeoutMs) => {
    const told = await problemOf({
      command: [node, '-e', script.replaceAll('hunter2', "hun' + 'ter2").replaceAll('"', "'")],
      timeoutMs,
    });
    expect(told).toMatch(message);
    expect(told).toMatch(/^the command of auth\.token [^\n]+; run it by hand to see why: [^\n]+$/);
    expect(told).not.toContain('hunter2');
  });

  it('that starts others which live on is not waited for', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    await expect(problemOf({ command: [node, '-e', script], timeoutMs: 500 })).resolves.toMatch(
      /did not end within 500 ms/,
    );
  });

  it('that is not there is told', async () => {
    await expect(problemOf({ command: ['/nowhere/token'] })).resolves.toMatch(/could not be run \(ENOENT\)/);
  });
});

const folder = scratchFolder();

/** A file of that text. */
function written(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

describe('the file of a credential', () => {
  it('gives what it holds, without the space around it', async () => {
    await expect(textOf({ file: written('token', '\n token \n') }, 'auth.token', 'word')).resolves.toBe('token');
    await expect(textOf({ file: written('key', 'Bearer a\n') }, 'headers.X', 'header')).resolves.toBe('Bearer a');
  });

  mkdirSync(path.join(folder, 'folder'));
  it.each<[string, string, RegExp]>([
    ['that is not there', path.join(folder, 'gone'), /does not exist/],
    ['that is a folder', path.join(folder, 'folder'), /is no regular file/],
    ['that is a device', '/dev/zero', /is no regular file/],
    ['that is huge', written('huge', 'hunter2'.repeat(20_000)), /holds more than a token/],
    ['that is empty', written('empty', ' \n'), /holds nothing/],
    ['of several words', written('words', 'hunter2 and more'), /holds more than one word/],
  ])('%s is told in one line without what it holds', async (_, file, told) => {
    const error: unknown = await textOf({ file }, 'auth.token', 'word').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    const message = error instanceof Error ? error.message : '';
    expect(message).toMatch(told);
    expect(message).toMatch(/^the file of auth\.token, [^\n]+$/);
    expect(message).not.toContain('hunter2');
  });
});

describe('the function of a credential', () => {
  const module = written(
    'functions.mjs',
    `let calls = 0;
     export default { auth: {
       token: async () => 'token-' + (calls += 1),
       broken: () => { throw new TypeError('hunter2'); },
       none: () => undefined,
     } };`,
  );
  const asked = (name: string): Promise<string> => textOf({ module, function: ['auth', name] }, 'auth.token', 'word');

  it('is called anew each time', async () => {
    expect([await asked('token'), await asked('token')]).toEqual(['token-1', 'token-2']);
  });

  it.each<[string, RegExp]>([
    ['broken', /the function auth\.broken failed \(TypeError\)/],
    ['none', /the function of auth\.token gave nothing/],
    ['gone', /the function auth\.gone is not there/],
  ])('%s is told without what it threw', async (name, told) => {
    await expect(asked(name)).rejects.toThrow(told);
    await expect(asked(name)).rejects.not.toThrow('hunter2');
  });
});
