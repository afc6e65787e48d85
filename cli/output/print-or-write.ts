import { ConfigurationError } from '../../contract/errors.js';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';
import { writeWhole } from './run-reports.js';

/** Prints a text that ends with a line break, or writes it into a file. @throws ConfigurationError `output-unwritable` */
export function printOrWrite(text: string, file: string | undefined, console: Console): void {
  if (file === undefined) {
    if (text !== '') console.log(text.replace(/\n$/, ''));
    return;
  }
  try {
    writeWhole(file, text);
  } catch (cause) {
    throw new ConfigurationError('output-unwritable', `${file} cannot be written: ${tellFailure(cause)}`, { cause });
  }
}
