import { Command, CommanderError } from 'commander';
import { ConfigurationError, TargetError } from '../contract/errors.js';
import { kitVersion } from '../contract/load/kit-version.js';
import type { StartThread } from './engine/suite-listener.js';
import { usualOutput } from './output/run-folder.js';
import type { Console } from './process/console.js';
import type { TargetOptions } from './target/resolve-target.js';

const usualReporters = 'json,junit,html';
const reporterHelp =
  'what the report is written as, separated by commas: json (always), junit, html, markdown, text, ctrf, sarif, har, badge, wfc, annotations, vitest, curl';

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

const noneYet: readonly string[] = [];

/** A command is loaded when it is called: --help and slips in flags are answered at once. */
function createProgram(output: Console, startThread: StartThread | undefined, done: (code: number) => void): Command {
  const program = new Command('vpn-conformance')
    .description(
      'Checks whether an implementation of a documented cloud VPN update operation does what its document says.',
    )
    .version(kitVersion)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => output.log(text.replace(/\n$/, '')),
      writeErr: output.error,
      outputError: () => undefined,
    });
  const around = async (flags: TargetOptions, work: () => Promise<number>): Promise<number> =>
    (await import('./target/around-run.js')).aroundRun(flags, output, work);
  program
    .command('run')
    .description('run the checks and write the report; without a target or target file, against the embedded reference')
    .option(
      '--target <file>',
      'target file (YAML, JSON, TypeScript, JavaScript); default: conformance.config.* of the working folder',
    )
    .option('--insecure', 'take any certificate, where the target file says so, too', false)
    .option('--url <url>', 'a target that holds the same resources as the embedded reference (see serve)')
    .option('--operation <id>', 'run this operation only (repeatable)', collect, noneYet)
    .option(
      '--clause <id>',
      'run what this clause needs only, or what begins so; a trailing * takes any beginning, ! in front leaves out (repeatable)',
      collect,
      noneYet,
    )
    .option('--level <level>', 'must, should or may (repeatable)', collect, noneYet)
    .option('--requirements <date>', 'score by the requirement set of that date, or none (default: the newest)')
    .option('--seed <number>', 'seed of the random cases (default: a new one, printed)')
    .option('--cases <number>', 'random cases beyond the boundary ones', '3')
    .option('--strict', 'non-strict answers fail', false)
    .option('--quiet', 'print causes and counts only', false)
    .option('--verbose', 'print clauses of every reason, long bodies and curl commands, too', false)
    .option(
      '--auth-probes',
      'send requests with missing, wrong and outdated credentials, too; some vendors lock a key after a few',
      false,
    )
    .option(
      '--update-deviations',
      'bring the file of known deviations up to date: new failures come in without a reason, what passes goes',
      false,
    )
    .option(
      '--shard <i/n>',
      'this part of a run that several machines share, by operation and fixture; auto: as CI says in the environment; see merge',
    )
    .option('--plan [full]', 'count what would be sent, and send nothing; --plan=full lists every request', false)
    .option(
      '--allow-live',
      "send to the vendors' production clouds, too: what they refuse, and one update that changes nothing",
      false,
    )
    .option('--mutate', 'on production clouds, send updates that change the fixtures, and restore them')
    .option('--no-mutate', 'on any target, send only what it refuses, and one update that changes nothing')
    .option('--restore', 'restore the fixtures at the end', false)
    .option('--max-requests <number>', 'send no more than that, read-backs included')
    .option(
      '--max-time <seconds>',
      'check no longer than that; a fifth is kept for restoring (default: 1800, or what 12,000 requests take at the rate)',
    )
    .option('--rate <number>', 'requests per second at most')
    .option('--max-failures <number>', 'check nothing more once so many clauses have failed; fixtures are restored')
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option('--output <folder>', 'where each run makes a folder of its own for journal and reports', usualOutput)
    .option('--reporter <formats>', reporterHelp, usualReporters)
    .option('--workers <number>', 'operations run side by side (default: concurrency of the target file, else 2)')
    .action(async (flags) => {
      const { runCommand } = await import('./commands/run.js');
      const work = (): Promise<number> => runCommand(flags, output, startThread);
      done(flags.plan === false ? await around(flags, work) : await work());
    });
  program
    .command('init')
    .description('write a commented target file for a vendor')
    .option('--vendor <vendor>', 'whose operations')
    .option('--operation <id>', 'this operation only (repeatable)', collect, noneYet)
    .option('--output <file>', 'where to', 'conformance.config.yaml')
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .action(async (flags) => done((await import('./commands/init.js')).initCommand(flags, output)));
  program
    .command('doctor')
    .description(
      'look at a target before it is tested: reachable, credentials, fixtures and their traits, clocks, nonsense refused',
    )
    .option('--target <file>', 'target file; default: conformance.config.* of the working folder')
    .option('--insecure', 'take any certificate, where the target file says so, too', false)
    .option('--url <url>', 'a target that holds the same resources as the embedded reference (see serve)')
    .option('--operation <id>', 'look at this operation only (repeatable)', collect, noneYet)
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option(
      '--allow-live',
      "send to the vendors' production clouds, too: read-backs, and one update that they refuse",
      false,
    )
    .action(async (flags) => {
      const { doctorCommand } = await import('./commands/doctor.js');
      done(await around(flags, () => doctorCommand(flags, output)));
    });
  program
    .command('list')
    .description('list operations; with --operation, its traits and clauses')
    .option('--operation <id>', 'this operation (repeatable)', collect, noneYet)
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .action(async (flags) => done((await import('./commands/list.js')).listCommand(flags, output)));
  program
    .command('replay <report> <case>')
    .description(
      'ask the target again what showed one finding, given by its case id or the number in front of it, and tell whether it is still there (exit code 1), fixed (0) or cannot be told (3); <report> is the folder of a run or of all runs, a report.json or a journal.jsonl',
    )
    .option(
      '--target <file>',
      'target file; default: conformance.config.* of the working folder, else the address that the run was given',
    )
    .option('--insecure', 'take any certificate, where the target file says so, too', false)
    .option('--url <url>', 'a target that holds the same resources as the embedded reference (see serve)')
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option('--allow-live', "send to the vendors' production clouds, too", false)
    .option('--mutate', 'on production clouds, send also what changes the fixture')
    .option('--restore', 'restore the fixture afterwards; on production clouds always', false)
    .action(async (report, id, flags) => {
      const { replayCommand } = await import('./commands/replay.js');
      done(await around(flags, () => replayCommand(report, id, flags, output)));
    });
  program
    .command('report <place>')
    .description(
      'render what a run left behind, an interrupted one too; <place> is the folder of a run or of all runs, or a journal.jsonl',
    )
    .option(
      '--format <format>',
      'text, json, junit, html, markdown, ctrf, sarif, har, badge, wfc, annotations, vitest or curl',
      'text',
    )
    .option(
      '--export <kind>',
      'vitest or curl: write the failing cases as a test file, or a script, of your own (failures.test.ts, failures.sh, or --output)',
    )
    .option('--output <file>', 'where to; default: standard output')
    .action(async (place, flags) => done((await import('./commands/report.js')).reportCommand(place, flags, output)));
  program
    .command('compare <before> <after>')
    .description(
      'tell what changed from one report to another: regressions (exit code 1), fixes, new, gone, other evidence; each is the folder of a run or of all runs, a report.json or a journal.jsonl',
    )
    .option('--format <format>', 'text, markdown or html', 'text')
    .option('--output <file>', 'where to; default: standard output')
    .action(async (before, after, flags) =>
      done((await import('./commands/compare.js')).compareCommand(before, after, flags, output)),
    );
  program
    .command('matrix <folder>')
    .description(
      'show published reports beside each other; <folder> holds <operation>/<implementation>/ with report.json and Reproduce.md',
    )
    .option('--format <format>', 'markdown or html', 'markdown')
    .option('--output <file>', 'where to; default: standard output')
    .option('--lint', 'tell what keeps reports from being published, with exit code 1', false)
    .option('--badges', 'write a badge for shields.io beside each report, too', false)
    .action(async (folder, flags) => done((await import('./commands/matrix.js')).matrixCommand(folder, flags, output)));
  program
    .command('merge <places...>')
    .description(
      'make one run out of the parts that --shard made; <places> are the folders of runs, folders that hold some, or files journal.jsonl',
    )
    .option('--output <folder>', 'where the merged run makes a folder of its own', usualOutput)
    .option('--reporter <formats>', reporterHelp, usualReporters)
    .option('--quiet', 'print causes and counts only', false)
    .action(async (places, flags) => done((await import('./commands/merge.js')).mergeCommand(places, flags, output)));
  program
    .command('restore <folder>')
    .description(
      'put fixtures back that a run left changed because it was killed: shows what it would send, and sends it with --yes',
    )
    .option(
      '--target <file>',
      'target file; default: conformance.config.* of the working folder, else the address that the run had',
    )
    .option('--insecure', 'take any certificate, where the target file says so, too', false)
    .option('--url <url>', 'the target, where no credentials are needed')
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option('--allow-live', "send to the vendors' production clouds, too", false)
    .option('--yes', 'send what is shown', false)
    .action(async (folder, flags) =>
      done(await (await import('./commands/restore.js')).restoreCommand(folder, flags, output)),
    );
  program
    .command('serve')
    .description('start the embedded reference alone')
    .option('--port <number>', 'port; 0 takes a free one', '8080')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--operation <id>', 'serve this operation only (repeatable)', collect, noneYet)
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option('--settle-ms <number>', 'how long an accepted update is under way', '15')
    .option('--require-auth', 'ask for the test credentials that are printed', false)
    .option('--fixtures <file>', 'resources of your own (YAML): by contract id a list of id, traits, values, state')
    .option('--state <file>', 'keep what the resources hold in this file, and begin with what it holds')
    .option('--log', 'print each request with the clauses that it breaks', false)
    .option('--no-control', 'nothing below /_control, where clients on this machine list, set, reset and break')
    .option(
      '--reading <reading>',
      "strict: the contracts' own readings only; <erratum>=<reading>: that reading of an erratum, own for the contract's; default: what any reading admits (repeatable)",
      collect,
      noneYet,
    )
    .action(async (flags) => done(await (await import('./commands/serve.js')).serveCommand(flags, output)));
  const pact = program.command('pact').description('Pact contracts of the operations, for teams that live with Pact');
  pact
    .command('write')
    .description(
      'write a Pact file (version 4) for each operation: what its document lets a consumer rely on; needs nothing of Pact',
    )
    .option('--operation <id>', 'write this operation only (repeatable)', collect, noneYet)
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .option('--output <folder>', 'where to', 'pacts')
    .action(async (flags) => done((await import('./commands/pact-write.js')).pactWriteCommand(flags, output)));
  pact
    .command('compare <file>')
    .description(
      'compare a Pact file with the document of the operation that it names as provider: exit code 1 for what the document does not admit; needs @pactflow/openapi-pact-comparator',
    )
    .option('--operation <id>', 'the operation, where the provider of the file is named otherwise')
    .option('--specs <folder>', 'contracts from this folder instead of those of the kit')
    .action(async (file, flags) =>
      done(await (await import('./commands/pact-compare.js')).pactCompareCommand(file, flags, output)),
    );
  return program;
}

/** Exit code and message of an error: 2 for what the user gave, 3 for the target. */
function explain(error: unknown, output: Console): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Without a command commander has printed the help already.
    if (error.code === 'commander.help') return 2;
    output.error(
      `vpn-conformance: ${error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')} (--help lists the flags)\n`,
    );
    return 2;
  }
  if (error instanceof ConfigurationError || error instanceof TargetError) {
    output.error(`vpn-conformance: ${error.message}\n`);
    return error instanceof TargetError ? 3 : 2;
  }
  output.error(
    `vpn-conformance: defect of the kit: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 3;
}

/** Where a command line runs. */
export interface Host {
  readonly console: Console;
  /** Starts what runs the operations; default: a worker thread. */
  readonly startThread?: StartThread;
}

/**
 * Runs one command line, without the words `node vpn-conformance` in front, and gives its exit code. What goes wrong is
 * told on the console, never thrown.
 */
export async function runProgram(args: readonly string[], { console, startThread }: Host): Promise<number> {
  let code = 0;
  try {
    await createProgram(console, startThread, (given) => {
      code = given;
    }).parseAsync(args, { from: 'user' });
  } catch (error) {
    code = explain(error, console);
  }
  if (console.lost === undefined) return code;
  console.error(`vpn-conformance: standard output took nothing more (${console.lost}); not all was printed\n`);
  return code === 0 ? 3 : code;
}
