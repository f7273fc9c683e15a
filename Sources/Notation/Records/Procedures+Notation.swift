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
      .recorded("dose", \.doseGray, .radiationDose, "Total dose in Gy."),
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

extension Form where Value == Double {
  /// A total dose of radiation.
  fileprivate static var radiationDose: Form {
    let form = Form.measure(.radiation, "60 Gy")
    return Form(
      form.schema,
      read: { item, reader in
        guard case .text(let text) = item.content, text.contains("+") else { return form.read(item, reader) }
        let parts = text.parts(by: "+").map { try? Measure.radiation.number(parsing: $0) }
        let sum = parts.contains { $0 == nil } ? nil : parts.compactMap(\.self).reduce(0, +)
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a total dose",
          expected: "the sum" + (sum.map { " (`\(Measure.radiation.text($0))`)" } ?? "")
            + ", or an entry for each course of radiation")
        return nil
      }, write: form.write)
  }
}
