import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import { runTokenCommand, type TokenCommand } from '../../../targets/auth/token-command.js';

const node = process.execPath;

async function problemOf(command: TokenCommand): Promise<string> {
  try {
    await runTokenCommand(command);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'none';
}

describe('the command of auth.token', () => {
  it.each<[string, TokenCommand['command']]>([
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
