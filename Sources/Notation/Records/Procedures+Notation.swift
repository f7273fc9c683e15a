// SPDX-License-Identifier: Apache-2.0

package import Course

extension Surgery: Described {
  package static let notation = Record<Surgery>(
    "surgery", title: "a surgery", "What was done.", blank: { Surgery(procedure: "") },
    [
      .required("surgery", \.procedure, .text, "What was done."), .recorded("site", \.site, .text, "Site."),
      .recorded("margin", \.margin, .text, "Resection margin: `R0`."),
    ])
}

extension Radiotherapy: Described {
  package static let notation = Record<Radiotherapy>(
    "radiotherapy", title: "a radiotherapy", "Target of the radiation. It lasts.",
    blank: { Radiotherapy(target: .notRecorded) },
    [
      .recordedKind("radiotherapy", \.target, .text, "Target of the radiation. It lasts."),
      .optional("intent", \.intent, .words(), "Why it was given."),
      .recorded("dose", \.doseGray, .measure(.radiation, "60 Gy"), "Total dose in Gy."),
      .recorded("fractions", \.fractions, .integer(1...100), "Number of fractions."),
    ])
}

extension Ablation: Described {
  package static let notation = Record<Ablation>(
    "ablation", title: "an ablation", "Site of the ablation.", blank: { Ablation(site: .notRecorded) },
    [
      .recordedKind("ablation", \.site, .text, "Site of the ablation."),
      .recorded("technique", \.technique, .text, "Technique."),
    ])
}
