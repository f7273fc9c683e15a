// SPDX-License-Identifier: Apache-2.0

import Plain

extension MarrowModel {
  /// The model with the typical values of patients like this one. Variability stays: it is what was left open beside covariates.
  ///
  /// - Throws: a concentration of α1-acid glycoprotein that no serum has, where this model asks for it, or a value that would not be above 0.
  public func adapted(to traits: PatientTraits) throws(MarrowProblem) -> MarrowModel {
    if let level = traits.acidGlycoprotein, covariates.contains(where: { $0.trait == .acidGlycoprotein }),
      !PatientTraits.possibleAcidGlycoprotein.contains(level)
    {
      let possible = PatientTraits.possibleAcidGlycoprotein
      throw MarrowProblem(
        "α1-acid glycoprotein", found: "\(Numbers.text(level)) g/L",
        expected:
          "\(Numbers.text(possible.lowerBound)) to \(Numbers.text(possible.upperBound)) g/L (laboratories report mg/dL too: 100 mg/dL are 1 g/L)"
      )
    }
    var adapted = self
    for covariate in covariates {
      guard let factor = covariate.factor(traits), let own = adapted.values[covariate.key] else { continue }
      guard factor > 0 else {
        throw MarrowProblem(
          "\(id), \(covariate.key.rawValue)", found: "\(Numbers.text(own.value * factor))", expected: "a value above 0")
      }
      adapted.values[covariate.key] = Value(value: own.value * factor, certainty: own.certainty, source: own.source)
    }
    return adapted
  }

  /// What was made of a patient's traits, a sentence each: typical values that follow them, those that are not known, and those that this model does not take.
  ///
  /// - Parameters:
  ///   - traits: what is known.
  ///   - isOfRecord: whether they come from a record, which states more than models take.
  public func words(on traits: PatientTraits, isOfRecord: Bool) -> [String] {
    guard !covariates.isEmpty else {
      return traits.isEmpty || isOfRecord
        ? [] : ["The model \(id) has no published covariates: what was said of the patient changes nothing in it."]
    }
    var sentences: [String] = []
    for key in structure.parameters {
      let own = covariates.filter { $0.key == key }
      let changes = own.compactMap { covariate -> String? in
        guard let factor = covariate.factor(traits) else { return nil }
        let percent = (factor - 1) * 100
        return abs(percent) >= 0.05
          ? "\(covariate.trait.words(traits)) \(percent < 0 ? "" : "+")\(Numbers.text(percent, decimals: 1)) %" : nil
      }
      guard !changes.isEmpty, let typical = values[key]?.value else { continue }
      let factor = own.compactMap { $0.factor(traits) }.reduce(1, *)
      sentences.append(
        "The typical \(key.rawValue) is \(Numbers.text(typical * factor, decimals: 2)) instead of \(Numbers.text(typical, decimals: 2)) \(key.unit.replacing("1e9", with: "10⁹")): \(changes.joined(separator: ", ")) (\(own.map(\.citation).first ?? ""))."
      )
    }
    let unknown = Covariate.Trait.allCases.compactMap { trait in
      covariates.first { $0.trait == trait && $0.factor(traits) == nil }?.reference
    }
    if !unknown.isEmpty {
      sentences.append(
        "Not known of the patient, and taken as in the typical patient of the model: \(unknown.joined(separator: ", "))."
      )
    }
    return sentences
  }
}

extension Covariate.Trait {
  /// What is known.
  fileprivate func words(_ traits: PatientTraits) -> String {
    switch self {
    case .female: "woman"
    case .restricted: "ECOG 1 or more"
    case .treated: "cancer treated before"
    case .acidGlycoprotein:
      "α1-acid glycoprotein \(traits.acidGlycoprotein.map { Numbers.text($0, decimals: 2) } ?? "–") g/L"
    }
  }
}

extension Covariate {
  /// Who published it.
  fileprivate var citation: Substring { source.firstRange(of: ", as ").map { source[..<$0.lowerBound] } ?? source[...] }

  /// The trait with what the typical patient has.
  fileprivate var reference: String {
    switch trait {
    case .female: return "sex (a man)"
    case .restricted: return "performance status (ECOG 0)"
    case .treated: return "treatment of the cancer before (none)"
    case .acidGlycoprotein:
      guard case .line(let reference, _, _) = effect else { return "α1-acid glycoprotein" }
      return "α1-acid glycoprotein (\(Numbers.text(reference, decimals: 2)) g/L)"
    }
  }
}
