import 'reflect-metadata';
import http from 'node:http';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { InProcessApp } from '../../targets/transport/in-process-app.js';
import { createInProcessTransport } from '../../targets/transport/in-process-transport.js';

/** What every app answers: what it was sent. */
interface Echo {
  readonly method: string;
  readonly path: string;
  readonly tenant: string | undefined;
  readonly body: string;
}

const listener: http.RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk;
  });
  request.once('end', () => {
    response.writeHead(202, { 'content-type': 'application/json', 'x-app': 'yes' });
    response.end(
      JSON.stringify({
        method: request.method ?? '',
        path: request.url ?? '',
        tenant: request.headers['x-tenant']?.toString(),
        body,
      } satisfies Echo),
    );
  });
};

function honoApp(): Hono {
  return new Hono().put('/v1/*', async (context) => {
    const { pathname, search } = new URL(context.req.url);
    const echo: Echo = {
      method: context.req.method,
      path: `${pathname}${search}`,
      tenant: context.req.header('x-tenant'),
      body: await context.req.text(),
    };
    return context.json(echo, 202, { 'x-app': 'yes' });
  });
}

function fastifyApp(): InProcessApp {
  const app = Fastify();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.put('/v1/*', async (request, reply) => {
    const echo: Echo = {
      method: request.method,
      path: request.url,
      tenant: request.headers['x-tenant']?.toString(),
      body: String(request.body),
    };
    return reply.code(202).header('x-app', 'yes').send(echo);
  });
  return app;
}

async function nestApp(): Promise<InProcessApp> {
  class Empty {}
  Module({})(Empty);
  const app = await NestFactory.create(Empty, { logger: false, bodyParser: false });
  app.use(listener);
  return app;
}

describe('an app in this process', () => {
  it.each<[string, () => InProcessApp | Promise<InProcessApp>]>([
    ['a request listener', () => listener],
    ['an http.Server', () => http.createServer(listener)],
    ['an Express app', () => express().use(listener)],
    ['a Fastify app that is not ready yet', fastifyApp],
    ['a Hono app', honoApp],
    ['a Nest app that is not initialised yet', nestApp],
  ])('is reached: %s', async (_, create) => {
    const transport = await createInProcessTransport({ app: await create(), headers: { 'X-Tenant': 'blue' } });
    const reply = await transport.send({
      method: 'PUT',
      path: '/v1/a%20b?c=d',
      headers: { 'content-type': 'text/plain' },
      body: 'grüße',
    });
    await transport.close();
    expect(reply).toMatchObject({ kind: 'answer', status: 202, headers: { 'x-app': 'yes' } });
    expect(reply).toMatchObject({
      body: { method: 'PUT', path: '/v1/a%20b?c=d', tenant: 'blue', body: 'grüße' } satisfies Echo,
    });
  });
  it('that throws is answered for with 500', async () => {
    const app = {
      fetch: (): Response => {
        throw new Error('broken');
      },
    };
    const transport = await createInProcessTransport({ app });
    expect(await transport.send({ method: 'GET', path: '/', headers: {} })).toMatchObject({
      kind: 'answer',
      status: 500,
    });
    await transport.close();
  });
  it('that is a server in use is left open', async () => {
    const server = http.createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transport = await createInProcessTransport({ app: server });
    await transport.close();
    expect(server.listening).toBe(true);
    server.close();
  });
  it.each<[string, unknown]>([
    ['an object with listen', { listen: true }],
    ['null', null],
    ['undefined', undefined],
    ['an object with start', { start: true }],
  ])('of no known kind is refused with the known ones: %s', async (_, app) => {
    const options: { app: InProcessApp } = JSON.parse(JSON.stringify({ app: app ?? null }));
    await expect(createInProcessTransport(options)).rejects.toMatchObject({
      code: 'app-unknown',
      message: expect.stringMatching(/Express, Fastify, Nest or Hono/),
    });
  });
});
