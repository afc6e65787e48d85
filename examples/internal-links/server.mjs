import { createServer } from 'node:http';
import { createApp } from './app.mjs';

const server = createServer(createApp());
server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`),
);
