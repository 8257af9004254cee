// A REST API of which nothing is known but its OpenAPI document: each request is checked by the document, with a validator
// that shares no code with the gateway, and answered with what was understood. The document: the first argument.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import express from 'express';

const require = createRequire(import.meta.url);
const validator = require('express-openapi-validator');
const yaml = createRequire(require.resolve('express-openapi-validator'))('js-yaml');

const bytes = readFileSync(process.argv[2]);
const text = (process.argv[2].endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
const document = text.startsWith('{') ? JSON.parse(text) : yaml.load(text);
// who is asked is this server, whatever the document says, and nobody is asked for a credential
document.servers = [{ url: '/' }];
for (const path of Object.values(document.paths)) {
  delete path.servers;
  for (const operation of Object.values(path)) {
    if (!operation?.responses) continue;
    delete operation.servers;
    delete operation.callbacks;
    // only requests are checked, and what answers look like is most of a document
    operation.responses = { default: { description: 'anything' } };
  }
}

for (const key of Object.keys(document)) if (key === 'webhooks' || key.startsWith('x-')) delete document[key];

// what requests do not speak of is left out, for the validator compiles all of it for each operation
const reached = new Set();
(function follow(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string' && !reached.has(node.$ref)) {
    reached.add(node.$ref);
    follow(node.$ref.slice(2).split('/').reduce((at, step) => at[step.replaceAll('~1', '/')], document));
  }
  Object.values(node).forEach(follow);
})(document.paths);
for (const [kind, all] of Object.entries(document.components ?? {})) {
  for (const name of Object.keys(all)) if (!reached.has(`#/components/${kind}/${name}`)) delete all[name];
}

// its router looks no further than the first of two paths that differ in the names of their parameters only
const resolved = (one) => (one.$ref ? one.$ref.slice(2).split('/').reduce((at, step) => at[step], document) : one);
const names = (path) => [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
const alike = new Map();
for (const [path, item] of Object.entries(document.paths)) {
  const shape = path.replace(/\{[^}]*\}/g, '{}');
  const first = alike.get(shape);
  if (!first) {
    alike.set(shape, path);
    continue;
  }
  for (const [method, operation] of Object.entries(item)) {
    operation.parameters = (operation.parameters ?? []).map(resolved).map((parameter) => {
      const at = names(path).indexOf(parameter.name);
      return parameter.in === 'path' && at >= 0 ? { ...parameter, name: names(first)[at] } : parameter;
    });
    document.paths[first][method] ??= operation;
  }
  delete document.paths[path];
}

// its router takes no hyphen in the name of a parameter
const plain = (text) => text.replaceAll('-', '_');
document.paths = Object.fromEntries(
  Object.entries(document.paths).map(([path, item]) => [path.replace(/\{[^}]*\}/g, plain), item]),
);
for (const parameter of parameters()) {
  if (parameter.in === 'path') parameter.name = plain(parameter.name);
  // a parameter is there to be given, whatever its schema is in an answer
  if (parameter.schema) delete resolved(parameter.schema).readOnly;
  // the text 2 in a URL is a number and a text, which `oneOf` cannot mean
  if (parameter.schema?.oneOf) {
    parameter.schema.anyOf = parameter.schema.oneOf;
    delete parameter.schema.oneOf;
  }
}

function* parameters() {
  yield* Object.values(document.components?.parameters ?? {});
  for (const path of Object.values(document.paths)) {
    yield* path.parameters ?? [];
    for (const operation of Object.values(path)) yield* operation?.parameters ?? [];
  }
}

// the validator's JSON Schema library does not take `nullable` where no type is said; this says the same
(function spellOut(node) {
  if (node === null || typeof node !== 'object') return;
  Object.values(node).forEach(spellOut);
  if (node.nullable === true && typeof node.type !== 'string') {
    delete node.nullable;
    const meant = { ...node };
    Object.keys(node).forEach((key) => delete node[key]);
    node.anyOf = [meant, { type: 'string', nullable: true, enum: [null] }];
  }
})(document);

const app = express();
app.set('query parser', 'extended');
app.use(express.json({ strict: false, type: ['application/json', 'application/*+json'], limit: '10mb' }));
app.use(express.urlencoded({ extended: true }));
app.use(express.text({ type: 'text/*' }));
app.use(express.raw({ type: ['application/octet-stream', 'application/zip', 'image/*'] }));
// an optional body that is not there has no type either
app.use((request, response, next) => {
  request.headers['content-type'] ??= 'application/json';
  next();
});
app.use(
  validator.middleware({
    apiSpec: document,
    validateApiSpec: false,
    validateSecurity: false,
    validateResponses: false,
    validateRequests: { allowUnknownQueryParameters: false },
    validateFormats: true,
    fileUploader: {},
  }),
);
app.use((request, response) => {
  response.json({
    operation: request.method + ' ' + request.openapi.openApiRoute,
    path: request.openapi.pathParams,
    query: request.query,
    body: Buffer.isBuffer(request.body) ? request.body.toString('base64') : request.body ?? null,
    files: (request.files ?? []).map((file) => ({ name: file.fieldname, size: file.size })),
  });
});
app.use((error, request, response, next) => {
  response
    .status(error.status ?? 500)
    .json({ message: error.message, errors: error.errors, asked: request.method + ' ' + request.originalUrl, body: request.body });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
