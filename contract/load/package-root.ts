import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function find(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'vpn-conformance') return folder;
    folder = path.dirname(folder);
  }
}

/** The folder of the installed package, in the checkout and below node_modules. */
export const packageRoot: string = find();
