import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readJsonBody } from '../../../../edge/lib/read-body.ts'

const KB = 1024
const read = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  readJsonBody(new Request('https://edge.example/v1/batch', { method: 'POST', body, headers }))
const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`

describe('reads', () => {
  test.each<[string, BodyInit, Record<string, string>]>([
    ['plain text', '{"a":"é"}', { 'Content-Type': 'text/plain' }],
    ['gzip', gzipSync('{"a":"é"}'), { 'Content-Encoding': 'gzip' }],
    ['deflate', deflateSync('{"a":"é"}'), { 'Content-Encoding': 'Deflate' }],
    ['identity', '{"a":"é"}', { 'Content-Encoding': 'identity' }],
    ['a stated length', '{"a":"é"}', { 'Content-Length': '10' }],
  ])('%s', async (_name, body, headers) => {
    expect(await read(body, headers)).toEqual({ text: '{"a":"é"}', body: { a: 'é' } })
  })

  test('500 KB and not a byte more', async () => {
    expect((await read(padded(500 * KB))).text).toHaveLength(500 * KB)
    await expect(read(padded(500 * KB + 1))).rejects.toMatchObject({ status: 413 })
  })
})

describe('refuses', () => {
  test.each<[string, BodyInit | null, Record<string, string>, number]>([
    ['nothing', null, {}, 400],
    ['an empty body', '', {}, 400],
    ['null', 'null', {}, 400],
    ['an array', '[]', {}, 400],
    ['a scalar', '"x"', {}, 400],
    ['NaN', '{"a":NaN}', {}, 400],
    ['what is not JSON', '{"a":', {}, 400],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400],
    ['UTF-8 that breaks off', new Uint8Array([0x22, 0xe2, 0x82]), {}, 400],
    ['a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), {}, 400],
    ['gzip that is none', '{"a":1}', { 'Content-Encoding': 'gzip' }, 400],
    ['gzip that breaks off', gzipSync(padded(5000)).subarray(0, 20), { 'Content-Encoding': 'gzip' }, 400],
    ['an unknown encoding', '{}', { 'Content-Encoding': 'br' }, 415],
    ['layers of encodings', '{}', { 'Content-Encoding': 'gzip, gzip' }, 415],
    ['50 MB in 50 KB', gzipSync(padded(50_000 * KB)), { 'Content-Encoding': 'gzip' }, 413],
    ['a deflate bomb', deflateSync(padded(50_000 * KB)), { 'Content-Encoding': 'deflate' }, 413],
  ])('%s', async (_name, body, headers, status) => {
    await expect(read(body, headers)).rejects.toMatchObject({ name: 'ApiError', status })
  })

  test.each<[string, Uint8Array<ArrayBuffer>, number]>([
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
    ['one byte too many', new TextEncoder().encode(padded(500 * KB + 1)), 413],
  ])('%s of a stated length', async (_name, body, status) => {
    const headers = { 'Content-Length': String(body.length) }
    await expect(read(body, headers)).rejects.toMatchObject({ name: 'ApiError', status })
  })

  test('more than the stated length', async () => {
    await expect(read(padded(500 * KB + 1), { 'Content-Length': '10' })).rejects.toMatchObject({
      status: 413,
    })
  })

  test('an endless stream, without reading on', async () => {
    let chunks = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        chunks += 1
        controller.enqueue(new Uint8Array(64 * KB).fill(0x20))
      },
    })
    const request = new Request('https://edge.example/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    await expect(readJsonBody(request)).rejects.toMatchObject({ status: 413 })
    expect(chunks).toBeLessThan(20)
  })

  test('and repeats nothing of the body', async () => {
    await expect(read('{"password": hunter2}')).rejects.toThrow(
      /^The body is not JSON(: see position \d+.*)?$/,
    )
  })
})
