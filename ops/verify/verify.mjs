#!/usr/bin/env node
// Verifies bundles and logs of LeadLifecycle. It shares no code with the service and needs nothing but Node 18: see README.md beside it.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { createReadStream, readFileSync, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const leafHash = bytes => sha256(Buffer.of(0), bytes)
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right)
const bytes = base64 => Buffer.from(base64, 'base64')

// --- JSON as RFC 8785 writes it. JSON.parse would round long numbers, so the text is read here.

function canonical(text) {
  let at = 0
  const space = () => { while (' \t\r\n'.includes(text[at]) && at < text.length) at++ }
  const fail = () => { throw new Error(`no JSON at character ${at}`) }
  const string = () => {
    const from = at++
    while (text[at] !== '"') { if (at >= text.length) fail(); at += text[at] === '\\' ? 2 : 1 }
    at++
    return JSON.parse(text.slice(from, at))
  }
  const list = (end, item) => {
    const items = []
    at++
    space()
    if (text[at] === end) { at++; return items }
    for (;;) {
      items.push(item())
      space()
      if (text[at] === end) { at++; return items }
      if (text[at++] !== ',') fail()
    }
  }
  const member = () => {
    space()
    const name = string()
    space()
    if (text[at++] !== ':') fail()
    return [name, value()]
  }
  const value = () => {
    space()
    if (text[at] === '{') return '{' + list('}', member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, said]) => `${JSON.stringify(name)}:${said}`).join(',') + '}'
    if (text[at] === '[') return '[' + list(']', value).join(',') + ']'
    if (text[at] === '"') return JSON.stringify(string())
    const token = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(text.slice(at, at + 400))?.[0] ?? fail()
    at += token.length
    return /^[tfn]/.test(token) ? token : number(token)
  }
  const result = value()
  space()
  return at === text.length ? result : fail()
}

// A number that no double is exactly keeps its text.
function number(token) {
  const double = Number(token)
  if (!Number.isFinite(double)) return token
  const written = String(Object.is(double, -0) ? 0 : double)
  return decimal(token) === decimal(written) ? written : token
}

function decimal(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const digits = (whole + fraction).replace(/^0+/, '')
  const power = whole.length + Number(exponent) - (whole.length + fraction.length - digits.length)
  const significant = digits.replace(/0+$/, '')
  return significant === '' ? '0' : `${sign}${significant}e${power}`
}

// The raw text of a member of an object, as it stands in the file.
function raw(line, name) {
  const from = line.indexOf(`"${name}":`) + name.length + 3
  let depth = 0
  for (let at = from; at < line.length; at++) {
    if (line[at] === '"') { for (at++; line[at] !== '"'; at++) if (line[at] === '\\') at++; continue }
    if ('{['.includes(line[at])) depth++
    if ('}]'.includes(line[at]) && --depth === 0) return line.slice(from, at + 1)
  }
  throw new Error(`no member ${name}`)
}

// --- The tree: the roots of perfect subtrees, largest first.

class Edge {
  size = 0
  roots = []
  append(leaf) {
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) leaf = nodeHash(this.roots.pop(), leaf)
    this.roots.push(leaf)
    this.size++
  }
  root() { return this.roots.length === 0 ? sha256() : this.roots.reduceRight((right, left) => nodeHash(left, right)) }
}

function included(leaf, index, size, proof, root) {
  let [at, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf]
  if (at > last) return false
  for (const sibling of proof) {
    if (last === 0n) return false
    if (at % 2n === 1n || at === last) {
      hash = nodeHash(sibling, hash)
      while (at % 2n === 0n && at !== 0n) { at /= 2n; last /= 2n }
    } else hash = nodeHash(hash, sibling)
    at /= 2n
    last /= 2n
  }
  return last === 0n && hash.equals(root)
}

// --- Signed checkpoints.

function readKey(text) {
  const [name, id, blob] = text.trim().split(/\+(.{8})\+/)
  const key = bytes(blob).subarray(1)
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key])
  return { name, id: sha256(name, '\n', Buffer.of(1), key).subarray(0, 4), given: id, key: createPublicKey({ key: spki, format: 'der', type: 'spki' }) }
}

function readNote(note) {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const [origin, size, root] = text.split('\n')
  const signatures = note.slice(end + 2).split('\n').filter(line => line !== '').map(line => line.split(' '))
  return { text, origin, size: Number(size), root: bytes(root), signatures }
}

function signed(note, key) {
  return note.origin === key.name && note.signatures.some(([, name, blob]) =>
    name === key.name && bytes(blob).subarray(0, 4).equals(key.id) && verifySignature(null, Buffer.from(note.text), key.key, bytes(blob).subarray(4)))
}

const readNotes = text => text.split(/\n\n(?!— )/).filter(note => note.trim() !== '').map(note => readNote(note.trimEnd() + '\n'))

// --- Files.

async function checkLog(path, head, trusted) {
  const key = trusted.key ?? readKey(head.key)
  const [edge, findings] = [new Edge(), []]
  let [lastGood, checkpoints, whole] = [0, 0, false]
  const compare = note => {
    const right = signed(note, key)
    if (!right || note.size < edge.size) findings.push({ code: 'checkpoint.forged', index: null })
    if (note.size > edge.size) findings.push({ code: 'log.truncated', index: edge.size })
    if (note.size !== edge.size) return
    if (!note.root.equals(edge.root())) findings.push({ code: 'log.rewritten', index: lastGood })
    else if (right) { lastGood = note.size; checkpoints++ }
  }
  let first = true
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (first) { first = false; continue }
    const said = JSON.parse(line)
    if ('leaf' in said) {
      if (said.index !== edge.size) throw new Error(`${path}: leaf ${edge.size} is missing`)
      const recorded = bytes(said.leaf)
      if (said.event === null) findings.push({ code: 'event.deleted', index: said.index })
      else if (!leafHash(canonical(raw(line, 'event'))).equals(recorded)) findings.push({ code: 'event.edited', index: said.index })
      edge.append(recorded)
      trusted.notes.filter(note => note.size === edge.size).forEach(compare)
    } else if ('extra' in said) findings.push({ code: 'event.inserted', index: edge.size })
    else if ('checkpoint' in said) compare(readNote(said.checkpoint))
    else if (said.size === edge.size) whole = true
    else throw new Error(`${path}: the end says another number of leaves`)
  }
  if (!whole) throw new Error(`${path} was cut off`)
  for (const note of trusted.notes.filter(note => note.size > edge.size)) compare(note)
  return { what: path, events: edge.size, checkpoints, findings }
}

function checkBundle(path, text, trusted) {
  const bundle = JSON.parse(text)
  if (bundle.format !== 'leadlifecycle.bundle.v1') throw new Error(`${path} is neither a bundle nor a log of a format known here`)
  const [key, note, findings] = [trusted.key ?? readKey(bundle.key), readNote(bundle.checkpoint), []]
  if (!signed(note, key)) findings.push({ code: 'checkpoint.forged', index: null })
  for (const kept of trusted.notes) if (kept.size === note.size && !kept.root.equals(note.root)) findings.push({ code: 'log.rewritten', index: null })
  // The numbers of an event are read from the text, not from what JSON.parse made of them.
  let rest = text
  for (const proven of [...bundle.events, ...bundle.definitions]) {
    const at = rest.indexOf('"event":')
    rest = rest.slice(at)
    const event = raw(rest, 'event')
    rest = rest.slice(event.length)
    if (!included(leafHash(canonical(event)), proven.index, note.size, proven.proof.map(bytes), note.root)) findings.push({ code: 'event.edited', index: proven.index })
  }
  const last = new Map()
  for (const { event } of bundle.events) {
    if (last.has(event.stream) ? event.version !== last.get(event.stream) + 1 : bundle.lead && event.version !== 1) findings.push({ code: 'event.deleted', index: null })
    last.set(event.stream, event.version)
  }
  return { what: path, events: bundle.events.length + bundle.definitions.length, checkpoints: findings.some(one => one.code === 'checkpoint.forged') ? 0 : 1, findings }
}

async function main(args) {
  const [files, trusted] = [[], { key: null, notes: [] }]
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--key') trusted.key = readKey(existsSync(args[++i]) ? readFileSync(args[i], 'utf8') : args[i])
    else if (args[i] === '--checkpoint') trusted.notes.push(...readNotes(readFileSync(args[++i], 'utf8')))
    else files.push(args[i])
  }
  if (files.length === 0) {
    console.error('node verify.mjs FILE… [--key NAME+ID+BASE64 or a file] [--checkpoint FILE]…')
    return 2
  }
  const verdicts = []
  for (const path of files) {
    const line = await new Promise((resolve, reject) => {
      const lines = createInterface({ input: createReadStream(path).on('error', reject) })
      lines.once('line', first => { resolve(first); lines.close() })
      lines.once('close', () => resolve(''))
    })
    const head = line.startsWith('{"format":"leadlifecycle.log.v1"') ? JSON.parse(line) : null
    verdicts.push(head ? await checkLog(path, head, trusted) : checkBundle(path, readFileSync(path, 'utf8'), trusted))
  }
  console.log(JSON.stringify(verdicts, null, 2))
  return verdicts.every(verdict => verdict.findings.length === 0) ? 0 : 1
}

main(process.argv.slice(2)).then(code => { process.exitCode = code }, failure => {
  console.error(failure.message)
  process.exitCode = 4
})
