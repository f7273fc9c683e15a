// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// A DOI that cannot be one, or that two references share.
struct CitationDOI: Rule {
  let id = "citation-doi"
  let severity = Severity.warning
  let summary = Phrase(
    "A DOI that cannot be right: its form, its check digit, its year, or another reference has it",
    "Eine DOI, die nicht stimmen kann: Form, Prüfziffer, Jahr, oder eine andere Referenz hat sie")
  let explanation =
    "A DOI is `10.`, a number of a registrant, `/` and a name. In names made of an ISSN (`S1470-2045(19)30856-3`) its check digit is computed, names of 10.1097 after a journal's letters (`10.1097/JCN.0000000000000401`) have sixteen digits as far as they were read, "
    + "and a year in the name is not after that of the reference. A reader who follows a wrong one arrives nowhere, or at another work."
  let needs = "`references.yaml` with `doi`"
  let source = "DOI Handbook, chapter 2; ISO 3297 (check digit of an ISSN)"

  static let digits = Threshold(
    "digits in a name of 10.1097 that has no other", 16, "digits",
    why:
      "so have the names that were read (10.1097/JCN.0000000000000401, 10.1097/COC.0000000000000243); no text of the registrant says so"
  )
  let thresholds = [Self.digits]

  let fires = RuleExample("seventeen digits", files: Self.files("10.1097/MD.00000000000020719"))
  let passes = RuleExample("sixteen", files: Self.files("10.1097/MD.0000000000020719"))
  private static func files(_ doi: String) -> [RuleExample.File] {
    [.init("references.yaml", "- {number: 13, title: Regorafenib in Sarcoma, year: 2020, doi: \(doi)}")]
  }

  func find(in context: ReviewContext) -> [Found] {
    var first: [String: Reference] = [:]
    return context.study.references.compactMap { reference in
      guard let printed = reference.doi.value else { return nil }
      let doi = Self.bare(printed)
      let shared = first[doi.lowercased()]
      if shared == nil { first[doi.lowercased()] = reference }
      guard
        let words = Self.fault(doi, year: reference.year.value)
          ?? shared.map({ Phrase("is also that of (\($0.number))", "ist auch die von (\($0.number))") })
      else { return nil }
      return Found(
        patient: nil, about: "\(reference.number)",
        Phrase(
          "Reference (\(reference.number)): the DOI \(printed) \(words).",
          "Referenz (\(reference.number)): die DOI \(printed) \(words)."),
        evidence: [Evidence(reference)] + [shared].compactMap { $0 }.map { Evidence($0) },
        settledBy: Phrase("Looking the work up at doi.org.", "Das Werk unter doi.org nachschlagen."))
    }
  }

  /// Without what stands before it in print.
  private static func bare(_ text: String) -> String {
    for prefix in ["https://doi.org/", "http://dx.doi.org/", "http://doi.org/", "doi:", "DOI:"]
    where text.hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count)).trimmed
    }
    return text
  }

  /// What is wrong with a DOI; nil where nothing is seen.
  static func fault(_ doi: String, year: Int?) -> Phrase? {
    let parts = doi.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let registrant = parts[0].dropFirst(3)
    guard parts.count == 2, !parts[1].isEmpty, parts[0].hasPrefix("10."), registrant.count >= 4,
      registrant.allSatisfy({ $0.isASCIIDigit || $0 == "." }), !doi.contains(where: \.isWhitespace)
    else {
      return Phrase(
        "has not the form of one (10., a registrant, a slash and a name)",
        "hat nicht die Form einer DOI (10., ein Registrant, ein Schrägstrich und ein Name)")
    }
    let name = parts[1]
    if parts[0] == "10.1097", let digits = name.split(separator: ".").last, digits.count > 8,
      name.split(separator: ".").count == 2, digits.allSatisfy(\.isASCIIDigit), digits.count != Int(Self.digits.value)
    {
      return
        Phrase(
          "has \(digits.count) digits where names of its registrant, as far as they were read, have \(Int(Self.digits.value))",
          "hat \(digits.count) Ziffern, wo Namen dieses Registranten, soweit gelesen, \(Int(Self.digits.value)) haben")
    }
    if let issn = issn(in: name), !hasCheckDigit(issn) {
      return Phrase(
        "has the ISSN \(issn) in it, whose check digit is wrong",
        "enthält die ISSN \(issn), deren Prüfziffer falsch ist")
    }
    if let year, let own = Self.year(in: name), own > year {
      return Phrase(
        "has the year \(own), and the reference is of \(year)",
        "enthält das Jahr \(own), und die Referenz ist von \(year)")
    }
    return nil
  }

  /// The ISSN of a name that begins with one, as publishers make them: `S1470-2045(19)30856-3`.
  private static func issn(in name: String) -> String? {
    let text = name.uppercased().hasPrefix("S") ? name.dropFirst() : name[...]
    let issn = text.prefix(9)
    guard issn.count == 9, text.dropFirst(9).first == "(",
      issn.enumerated().allSatisfy({ place, letter in
        place == 4 ? letter == "-" : letter.isASCIIDigit || place == 8 && letter.uppercased() == "X"
      })
    else { return nil }
    return String(issn)
  }

  /// ISO 3297: the digits times 8 down to 1 sum up to a multiple of 11; X is 10.
  private static func hasCheckDigit(_ issn: String) -> Bool {
    let digits = issn.filter { $0 != "-" }.map { $0.uppercased() == "X" ? 10 : $0.wholeNumberValue ?? 0 }
    return zip(digits, (1...8).reversed()).map(*).reduce(0, +) % 11 == 0
  }

  /// The first part of a name between points that can be a year: `crt.2016.535`.
  private static func year(in name: String) -> Int? {
    let parts = name.split(separator: ".")
    guard parts.count > 2 else { return nil }
    return parts.dropFirst().dropLast().lazy.compactMap { part in
      part.count == 4 ? Int(part).flatMap { (1950...2100).contains($0) ? $0 : nil } : nil
    }.first
  }
}
