// A webhook receiver that knows nothing of us: it checks with the library of Standard Webhooks, or, given a public key,
// with Node's own ed25519, which that library does not have.
//
//   RECEIVER_KEY=whsec_…|whpk_… node receiver.mjs LEDGER
//
// Prints its port, answers each POST 204 or 400 and adds a line {webhookId, ok, body, receivedAt} to LEDGER before it
// answers. Ends when its standard input does, so it never outlives who started it.
import { createPublicKey, verify } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const key = process.env.RECEIVER_KEY;
const ledger = process.argv[2];
const check = key.startsWith('whpk_') ? checkPublic(key) : checkShared(key);

function checkShared(secret) {
  const webhook = new Webhook(secret);
  return (body, headers) => webhook.verify(body, headers);
}

function checkPublic(text) {
  const raw = Buffer.from(text.slice('whpk_'.length), 'base64');
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') } });
  return (body, headers) => {
    const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
    const signatures = headers['webhook-signature'].split(' ').filter(one => one.startsWith('v1a,'));
    if (!signatures.some(one => verify(null, content, publicKey, Buffer.from(one.slice('v1a,'.length), 'base64')))) throw new Error('No matching signature.');
  };
}

function isGood(body, headers) {
  try {
    check(body, headers);
    return true;
  } catch {
    return false;
  }
}

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString('utf8');
  const ok = request.method === 'POST' && isGood(body, request.headers);
  const receipt = { webhookId: request.headers['webhook-id'] ?? null, ok, body, receivedAt: new Date().toISOString() };
  appendFileSync(ledger, JSON.stringify(receipt) + '\n');
  response.writeHead(ok ? 204 : 400).end();
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
