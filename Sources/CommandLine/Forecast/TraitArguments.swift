// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Marrow
import Plain

/// What typical values of a model follow, where no record says it.
struct TraitArguments: ParsableArguments {
  @Option(help: "female or male.") var sex: String?
  @Option(NumberRange(0...4), help: "Performance status (ECOG) when treatment began.") var ecog: Int?
  @Option(help: "Whether drugs or radiation were given against the cancer before: yes or no.")
  var treatedBefore: String?
  @Option(
    NumberRange(PatientTraits.possibleAcidGlycoprotein, "g/L", units: [("g/l", 1), ("mg/dl", 0.01)]),
    help: "α1-acid glycoprotein in serum.") var acidGlycoprotein: Double?

  /// What is known; a word that is none is a problem.
  func traits(_ problems: inout ArgumentProblems) -> PatientTraits {
    var traits = PatientTraits()
    if let sex {
      switch SizeArguments.sexes[sex.lowercased()] {
      case .female: traits.isFemale = true
      case .male: traits.isFemale = false
      default: problems.note("--sex \(sex.prefix(40)): expected female or male")
      }
    }
    traits.isRestricted = ecog.map { $0 > 0 }
    if let treatedBefore {
      switch treatedBefore.trimmed.lowercased() {
      case "yes", "ja": traits.wasTreated = true
      case "no", "nein": traits.wasTreated = false
      default: problems.note("--treated-before \(treatedBefore.prefix(40)): expected yes or no")
      }
    }
    traits.acidGlycoprotein = acidGlycoprotein
    return traits
  }
}
