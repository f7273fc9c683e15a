// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Exchange

@Suite("A folder with faults")
struct GoldenTests {
  /// Written by hand: every fault, where it is, and what would be right.
  static let expected = """
    claims.yaml:1:10: error: `respons` for a kind of claim; did you mean `response`?
    claims.yaml:6:7: error: there is no `gem-dok` in patient `1`; did you mean `gem-doc`?
    claims.yaml:8:12: error: there is no patient `7`; expected `1`
    claims.yaml:12:7: error: `a lot` for a fraction; expected `two-thirds`, `1/2`, `50 %` or the like, below 1
    claims.yaml:14:7: error: there is no `nothing` in patient `1`; expected the id of a dose phase: `full`
    labs.csv:2:1: error: 6 fields in this row; expected 5, as in the header; text with a comma stands in quotes, \
    a number has a point; did you mean `0.8`?
    labs.csv:3:15: error: `when` is empty; expected a time, or `not stated`
    labs.csv:4:26: error: `~0.5` for a value; expected a number such as `0.8`, or a bound: `<0.5`
    labs.csv:5:1: error: there is no patient `9`; expected the name of a file in patients/
    patients/1.yaml:1:10: error: `2` in the file of patient `1`; expected the id that is the name of the file; \
    did you mean `1`?
    patients/1.yaml:2:6: error: `männlich`; expected `female`, `male` or `other`; did you mean `male`?
    patients/1.yaml:3:12: error: there is no `diagnosys` in this patient; expected the id of an entry or dose phase: \
    `Primary Tumour`, `assessment`, `broken`, `death`, `full`, `gem-doc`, `surgery` or `toxicity`
    patients/1.yaml:4:9: error: `1.78 m`; expected a number and `cm`; did you mean `178 cm`?
    patients/1.yaml:8:9: error: `Primary Tumour` for an id; expected small letters, digits and single \
    hyphens; did you mean `primary-tumour`?
    patients/1.yaml:9:17: error: `8890-3`; expected an ICD-O-3 morphology code: `8890/3`
    patients/1.yaml:10:13: error: a source without `section`; expected `section: …` here or at the top of the file
    patients/1.yaml:11:5: error: `therpy` for a kind of entry; did you mean `therapy`?
    patients/1.yaml:15:16: error: there is no `gem-dox` in this patient; did you mean `gem-doc`?
    patients/1.yaml:16:12: error: `21` for a cycle length; expected whole days or weeks: `21 d`, `3 wk`, `21 d or 28 d`; \
    did you mean `21 d`?
    patients/1.yaml:18:20: error: unknown key `dosis` in a dose phase; did you mean `dose`?
    patients/1.yaml:18:45: error: `gemzitabin` is no drug of this therapy; expected `gemcitabine` or `docetaxel`; \
    did you mean `gemcitabine`?
    patients/1.yaml:18:67: error: day 1 after day 8; expected days in ascending order, each once
    patients/1.yaml:19:14: error: the id `full` is there twice; first in line 18; \
    expected a name of its own for each entry and phase
    patients/1.yaml:19:43: error: `1000 mg/qm`; expected an amount in `mg/m2`, `mg/kg`, `mg` or `AUC`; \
    did you mean `1000 mg/m2`?
    patients/1.yaml:19:63: error: `3-1` for cycles; expected first and last: `1-3`, `4`, `16-` (from 1, rising)
    patients/1.yaml:21:12: error: `6` for `grade`; expected a whole number, 1 to 5, or `3-4`
    patients/1.yaml:22:9: error: `full` is a dose phase; expected the id of a therapy: `broken` or `gem-doc`
    patients/1.yaml:24:15: error: `stable disease`; expected `CR`, `PR`, `SD`, `non-CR/non-PD`, `PD`, `NE`, `CMR`, `PMR`, `SMD`, `PMD`, `pCR`, `mixed`, `MR` or `NED`; did you mean `SD`?
    patients/1.yaml:25:31: error: there is no `gem-dok` in this patient; did you mean `gem-doc`?
    patients/1.yaml:26:14: error: a list where text should stand; expected text, on one line or in quotes
    patients/1.yaml:27:14: error: `yes`; expected `true` or `false`; did you mean `true`?
    patients/1.yaml:28:5: error: `follow-up` where an entry should stand; expected one that begins with its kind: \
    `diagnosis: …`; did you mean `follow-up: true`?
    patients/1.yaml:29:12: error: `n/a` for a missing value; expected a value, `not stated` or `unknown`; \
    did you mean `unknown`?
    patients/1.yaml:30:12: error: `long`; expected a number with a unit, such as 6 mo
    patients/2.yaml:4:1: error: a tab in the indentation; expected spaces: YAML does not take tabs there
    patients/3.yml:1:1: error: the name of a patient file; expected ID.yaml; did you mean `patients/3.yaml`?
    study.yaml:2:1: error: `centre` has no value; expected a value; or leave the key out, or write `not stated` \
    where the source is silent
    study.yaml:3:1: error: unknown key `guidline` in study.yaml; did you mean `guideline`?
    study.yaml:4:15: error: `soon`; expected a date such as 2017, 2017-03 or 2017-03-04
    study.yaml:6:9: error: `inklusive`; expected `exclusive` or `inclusive`; did you mean `inclusive`?
    study.yaml:7:14: error: `n/a` for a missing value; expected `last assessment` or `last contact`; \
    or leave `censoring` out
    study.yaml:8:10: error: `none` where a list should stand; expected `- ` and a remark on each line
    study.yaml:9:1: error: the key `study` is there twice; first in line 1
    """

  @Test("tells all of them at once, each at its place")
  func faults() throws {
    let reading = StudyFolder.read(files: try fixture("faults"))
    #expect(reading.study == nil)
    let told = reading.problems.map(\.description)
    let expected = Self.expected.split(separator: "\n").map(String.init)
    #expect(told.count == expected.count)
    for (told, expected) in zip(told, expected) { #expect(told == expected) }
  }
}
