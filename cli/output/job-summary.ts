import { appendFileSync } from 'node:fs';
import type { Console } from '../process/console.js';
import { tellFailure } from '../process/tell-failure.js';

/**
 * Adds a report to the summary of a job of GitHub Actions, where the run is one: its file is named by
 * GITHUB_STEP_SUMMARY. A run does not fail for it.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function tellJobSummary(markdown: string, file: string | undefined, console: Pick<Console, 'error'>): void {
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, markdown);
  } catch (error) {
    console.error(`the job summary could not be written to ${file} (GITHUB_STEP_SUMMARY): ${tellFailure(error)}\n`);
  }
}
