// SPDX-License-Identifier: Apache-2.0

package import Course

extension Surgery: Described {
  package static let notation = Record<Surgery>(
    "surgery", title: "a surgery", "What was done.", blank: { Surgery(procedure: "") },
    [
      .required("surgery", \.procedure, .text, "What was done."), .recorded("site", \.site, .text, "Site."),
      .stated("margin", \.margin, .text, "Resection margin: `R0`."),
    ])
}

extension Radiotherapy: Described {
  package static let notation = Record<Radiotherapy>(
    "radiotherapy", title: "a radiotherapy", "Target of the radiation. It lasts.",
    blank: { Radiotherapy(target: .notRecorded) },
    [
      .recordedKind("radiotherapy", \.target, .text, "Target of the radiation. It lasts."),
      .optional("intent", \.intent, .words(), "Why it was given."),
      .stated("dose", \.doseGray, .radiationDose, "Total dose in Gy."),
      .stated("fractions", \.fractions, .integer(1...100), "Number of fractions."),
      .recorded("stopped for", \.stopReason, .text, "Why it was stopped."),
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

extension Biopsy: Described {
  package static let notation = Record<Biopsy>(
    "biopsy", title: "a biopsy", "Site of the biopsy.", blank: { Biopsy() },
    [
      .recordedKind("biopsy", \.site, .text, "Site of the biopsy."),
      .recorded("technique", \.technique, .text, "Technique: `core needle`."),
      .recorded("result", \.result, .text, "What the pathologist saw, in words."),
    ])
}

extension Transplant: Described {
  package static let notation = Record<Transplant>(
    "transplant", title: "a transplant", "What was transplanted: `autologous stem cells`.",
    blank: { Transplant(what: "") },
    [
      .required("transplant", \.what, .text, "What was transplanted: `autologous stem cells`."),
      .recorded("donor", \.donor, .text, "Donor: `sibling`."),
      .recorded("conditioning", \.conditioning, .text, "Conditioning, in words."),
    ])
}

extension Complication: Described {
  package static let notation = Record<Complication>(
    "complication", title: "a complication",
    "Complication of a procedure, in words; `none`, or words beginning with `no `, state that there was none.",
    blank: { Complication(term: "") },
    [
      .required(
        "complication", \.term, .text,
        "Complication of a procedure, in words; `none`, or words beginning with `no `, state that there was none."),
      .recorded("grade", \.grade, .words("a grade"), "Grade by Clavien and Dindo, only where it is stated: `IIIa`."),
      .optional("of", \.of, .reference([.entry]), "Id of the surgery, biopsy or other procedure that it followed."),
    ])
}

extension PerformanceStatus: Described {
  package static let notation = Record<PerformanceStatus>(
    "performance status", title: "a performance status", "Scale and value: `ECOG 1`, `ECOG 0-1`, `Karnofsky 80 %`.",
    blank: { PerformanceStatus(.unrestricted) },
    [
      .required(
        "performance status", \.score, .performanceScore, "Scale and value: `ECOG 1`, `ECOG 0-1`, `Karnofsky 80 %`."),
      .optional("of", \.of, .reference([.therapy]), "Id of the therapy it belongs to."),
    ])
}

extension Form where Value == PerformanceStatus.Score {
  fileprivate static var performanceScore: Form {
    parsed(
      .pattern("^(ECOG|WHO|Karnofsky|KPS|Lansky) ?[0-9]", "ECOG 1"), "a performance status", isNamed: true,
      print: \.text
    ) { text throws(ValueSyntaxError) in try PerformanceStatus.Score(parsing: text) }
  }
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
