// SPDX-License-Identifier: Apache-2.0

/// What is known of a patient beside counts and doses, as far as published models take it. What is nil is not known, and is not guessed.
public struct PatientTraits: Sendable, Hashable {
  /// Whether the patient is a woman.
  public var isFemale: Bool?
  /// Whether daily life was restricted when treatment began: ECOG 1 or more.
  public var isRestricted: Bool?
  /// Whether the cancer was treated with drugs or radiation before.
  public var wasTreated: Bool?
  /// α1-acid glycoprotein in serum, in g/L.
  public var acidGlycoprotein: Double?

  /// Nothing is known.
  public init() {}

  /// Concentrations of α1-acid glycoprotein that serum can have, in g/L: healthy adults have 0.5 to 1.2, and it rises some threefold in illness (no source; the published lines are not followed farther).
  public static let possibleAcidGlycoprotein = 0.2...3.5

  /// Whether one of them is known.
  public var isEmpty: Bool { self == PatientTraits() }

  /// These with what a record states where they say nothing.
  ///
  /// - Throws: what is stated here and otherwise in the record.
  public func joined(with recorded: PatientTraits?) throws(MarrowProblem) -> PatientTraits {
    guard let recorded else { return self }
    func joined<Value: Equatable>(
      _ name: String, _ own: Value?, _ other: Value?, _ words: (Value) -> String
    ) throws(MarrowProblem) -> Value? {
      if let own, let other, own != other {
        throw MarrowProblem(name, found: words(own), expected: "as in the record: \(words(other))")
      }
      return own ?? other
    }
    var traits = self
    traits.isFemale = try joined("--sex", isFemale, recorded.isFemale) { $0 ? "female" : "male" }
    traits.isRestricted = try joined("--ecog", isRestricted, recorded.isRestricted) {
      $0 ? "ECOG 1 or more" : "ECOG 0"
    }
    traits.wasTreated = try joined("--treated-before", wasTreated, recorded.wasTreated) { $0 ? "yes" : "no" }
    traits.acidGlycoprotein = acidGlycoprotein ?? recorded.acidGlycoprotein
    return traits
  }
}
