// SPDX-License-Identifier: Apache-2.0

import Course

extension KeyTables {
  private static let words = Form.recorded(.text)
  private static let length = Form.recorded(.pattern("^[0-9]+ d( or [0-9]+ d)*$", "21 d or 28 d"))
  private static let days = Form.oneOrMore(.integer(1, 366))

  /// The keys that only a therapy has.
  static let therapy: [Key] = [
    Key("intent", .words(intents), "Why it was given."),
    Key("continues", .identifier, "For maintenance: id of the therapy it continues."),
    Key("line", .integer(1, 30), "The line, only where the source numbers it."),
    Key("cycles", .recorded(.integer(0, 500)), "Number of cycles given."),
    Key("every", length, "Cycle length: `21 d`; `21 d or 28 d` where the source leaves it open."),
    Key("every is from", .text, "Where a length comes from that is not stated for this patient."),
    Key("regimen", .identifier, "The regimen of the library that it follows: `verlauf regimen list`."),
    Key("effect", .text, "Effect in the source's words."),
    Key("stopped for", words, "Why it was stopped."),
    Key("planned", .list(.table("phase")), "What was meant and not given so."),
    Key("phases", .list(.table("phase")), "What was given, in order of time."),
  ]

  static let phase = KeyTable(
    name: "phase", title: "a dose phase", summary: "One dose of one drug on the same days of each cycle.",
    keys: [
      Key("id", .identifier, "Name, unique in the patient."),
      Key("drug", .text, "The drug; only needed where the therapy has several."),
      Key(
        "dose", .recorded(.pattern("^[0-9.]+ (mg/m2|mg/m²|mg/kg|mg|AUC)$", "1000 mg/m2")), "Dose of one administration."
      ),
      Key("dose is implied", .flag, "The dose is carried over and not restated."),
      Key("days", days, "Days of the cycle on which it is given, ascending."),
      Key("every", length, "Cycle length."),
      Key("every is from", .text, "Where a length comes from that is not stated for this patient."),
      Key(
        "cycles", .either([.integer(1, 500), .pattern("^[0-9]+(-[0-9]*)?$", "1-3")]),
        "First and last cycle of the phase: `1-3`, `4`, `16-`."),
      Key("when", .oneOrMore(.time), "When the phase began."),
      Key("omitted", days, "Days of the plan on which nothing was given."),
      Key("reason", .recorded(.table("reason")), "Why it differs from the plan or the phase before."),
      Key("support", .list(.table("support")), "Supportive drugs."),
      sources,
    ])

  static let reason = KeyTable(
    name: "reason", title: "a reason", summary: "Why a dose was changed.",
    keys: [
      Key("code", .words(DoseChangeReason.Code.allCases.map(\.rawValue)), required: true, "The kind of reason."),
      Key("words", .text, required: true, "The source's words."),
    ])

  static let support = KeyTable(
    name: "support", title: "a supportive drug", summary: "A drug given in support, on days of the cycle.",
    keys: [
      Key("drug", .text, required: true, "Generic name."),
      Key("days", days, "Days of the cycle."),
      Key("dose", .recorded(.quantity("6 mg")), "Dose in mg."),
      sources,
    ])

  static let selector = KeyTable(
    name: "selector", title: "a choice of therapies", summary: "Which therapies a claim means: one of the keys.",
    keys: [
      Key("intent", .words(intents), "All therapies with this intent."),
      Key("drugs", .oneOrMore(.text), "All therapies with exactly these drugs."),
    ])
}
