// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Exchange

@Suite("Times that cannot be read")
struct TimeProblemTests {
  /// The problems of a time of an event in a patient with a diagnosis and a therapy.
  private func told(_ time: String) -> [String] {
    let text = "patient: 1\ncourse:\n  - diagnosis: x\n  - {therapy: y, id: gem-doc}\n  - event: z\n    when: \(time)\n"
    return problems(folder(patient: text))
  }

  @Test(
    "point into the text, at the first letter that is wrong",
    arguments: [
      ("03.05.2021", "6:11: error: `03.05.2021`; expected"),
      ("2021-13", "6:16: error: `2021-13`; expected a month from 01 to 12"),
      ("'2021-13'", "6:17: error: `2021-13`; expected a month"),
      ("6 mo", "6:15: error: `6 mo` ends too early; expected"),
      ("6 moons after diagnosis", "6:13: error: "),
      ("6 mo after diagnoses", "6:22: error: there is no `diagnoses` in this patient; did you mean `diagnosis`?"),
      ("after end of gem", "6:24: error: there is no `gem` in this patient; "),
      ("\"after end of gem-dog\"", "6:25: error: there is no `gem-dog` in this patient; did you mean `gem-doc`?"),
      ("during cycle 3 of diagnosis", "6:29: error: `diagnosis` is an entry; expected the id of a therapy: `gem-doc`"),
      ("during cycle 3", "6:11: error: `during cycle 3` does not say of which therapy"),
      ("before cutoff", "6:18: error: there is no `cutoff` in this patient; did you mean `cut-off`?"),
      ("6 or 7 mo after diagnosis", "6:11: error: `6` in `6 or 7 mo after diagnosis`; expected each reading whole: "),
      (
        ">6 mo after diagnosis",
        "6:11: error: a value that begins with `>` or `|`; expected text that begins so in quotes"
      ),
      ("within 6 or 7 mo after diagnosis", "6:11: error: `within 6` in `within 6 or 7"),
      ("[2021, after surgery]", "6:24: error: there is no `surgery` in this patient; "),
    ])
  func places(time: String, expected: String) {
    #expect(told(time).count == 1)
    #expect(told(time).first?.hasPrefix("patients/1.yaml:" + expected) == true, "\(told(time))")
  }

  @Test(
    "are not told where they can",
    arguments: [
      "2021", "2021-05~", "201X", "after end of gem-doc", "at cut-off", "not stated", "unknown", "[2021, at diagnosis]",
      "within 2 mo after diagnosis", "start of cycle 4 of gem-doc", "~2 y before cut-off",
    ])
  func good(time: String) { #expect(told(time) == []) }
}
