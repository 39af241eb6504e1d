import { expect, test } from 'vitest'
import { accessReport } from '../../../../shared/privacy/access-report.ts'
import { reportCsv } from '../../../../shared/privacy/report-csv.ts'

const report = (traits: object) =>
  accessReport({
    profile: 'p',
    now: 0,
    consents: {},
    segments: [],
    features: { traits },
    events: [],
    decisions: [],
    devices: [],
    links: [],
  })

test.each<[unknown, string]>([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+39 02', "'+39 02"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  [-5, "'-5"],
  [{ a: 1 }, '"{""a"":1}"'],
])('%j is the cell %s', (value, cell) => {
  expect(reportCsv(report({ name: value }))).toBe(
    `part,kind,name,value,time,source\r\ngiven,trait,name,${cell},,\r\n`,
  )
})
