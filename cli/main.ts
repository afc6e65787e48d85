#!/usr/bin/env node
import { processConsole } from './process/console.js';
import { runProgram } from './program.js';

const output = processConsole(process.env);
let isThrough = false;
// A target file is somebody's program: one that ends the process, or throws behind its own back, must not look like a
// run that found nothing, or something.
process.once('exit', () => {
  if (isThrough) return;
  process.exitCode = 2;
  output.error(
    'vpn-conformance: something ended the process before the command was through, such as process.exit() in a target file; nothing was decided\n',
  );
});
process.once('uncaughtException', (error) => {
  isThrough = true;
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  output.error(
    `vpn-conformance: an error that nothing caught, such as in a timer of a target file: ${told.replaceAll(/\s*\n\s*/g, ' ')}\n`,
  );
  process.exit(2);
});
const code = await runProgram(process.argv.slice(2), { console: output });
// Connections that are kept alive would hold the process for a while.
isThrough = true;
process.exit(code);
