// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Marrow

/// Kloft et al. 2006 as transcribed: baseline 5.22, in women · (1 - 0.121451), with ECOG 1 or more · (1 + 0.130406), treated before · (1 - 0.146837); along α1-acid glycoprotein 0.174677 a g/L below 1.34 and 0.494618 above; the effect of docetaxel, 19.271, · (1 - 0.350693 a g/L).
@Suite("Typical values follow what is known of a patient")
struct CovariateTests {
  private func traits(_ make: (inout PatientTraits) -> Void) -> PatientTraits {
    var traits = PatientTraits()
    make(&traits)
    return traits
  }

  private func docetaxel() throws -> MarrowModel { try #require(try MarrowModels()["gemcitabine-docetaxel"]) }

  @Test func byHand() throws {
    let model = try docetaxel()
    func value(_ key: ParameterKey, _ make: (inout PatientTraits) -> Void) throws -> Double {
      try #require(try model.adapted(to: traits(make)).values[key]?.value)
    }
    // 5.22 · 0.878549 = 4.586; · 0.853163 = 3.9126; · 1.130406 = 4.4228.
    #expect(abs(try value(.baseline) { $0.isFemale = true } - 4.58603) < 1e-5)
    #expect(
      abs(
        try value(.baseline) {
          $0.isFemale = true
          $0.wasTreated = true
        } - 3.91263) < 1e-5)
    #expect(
      abs(
        try value(.baseline) {
          ($0.isFemale, $0.isRestricted, $0.wasTreated) = (true, true, true)
        } - 4.42286) < 1e-5)
    // 1 - 0.34 · 0.174677 = 0.94061; 1 + 0.66 · 0.494618 = 1.326448.
    #expect(abs(try value(.baseline) { $0.acidGlycoprotein = 1 } - 4.90998) < 1e-5)
    #expect(abs(try value(.baseline) { $0.acidGlycoprotein = 2 } - 6.92406) < 1e-5)
    // 1 - 0.66 · 0.350693 = 0.768543 of 19.271 are 14.8106.
    #expect(abs(try value(.docetaxelSlope) { $0.acidGlycoprotein = 2 } - 14.81058) < 1e-4)
    // A man with ECOG 0, never treated, at the median is the typical patient, and so is one of whom nothing is known.
    let typical = try value(.baseline) {
      ($0.isFemale, $0.isRestricted, $0.wasTreated, $0.acidGlycoprotein) = (false, false, false, 1.34)
    }
    #expect(typical == 5.22)
    #expect(try model.adapted(to: PatientTraits()) == model)
    #expect(model.words(on: traits { $0.acidGlycoprotein = 1.34 }, isOfRecord: false).count == 1)
    // What the covariates leave open stays.
    #expect(try model.adapted(to: traits { $0.isFemale = true }).variability == model.variability)
  }

  @Test func whatIsMadeOfThemIsSaid() throws {
    let model = try docetaxel()
    let words = model.words(
      on: traits {
        $0.isFemale = true
        $0.isRestricted = false
      }, isOfRecord: false)
    #expect(words.count == 2)
    #expect(
      words.first?.contains("CIRC0 is 4.59 instead of 5.22 10⁹/L: woman −12.1 % (Kloft et al.") == true, "\(words)")
    #expect(
      words.last?.contains("treatment of the cancer before (none), α1-acid glycoprotein (1.34 g/L)") == true
        && words.last?.contains("ECOG") == false, "\(words)")
    // No covariates of gemcitabine were published: what is typed is not dropped in silence, what a record states beside is.
    let gemcitabine = try #require(try MarrowModels()["gemcitabine"])
    let own = traits { $0.isFemale = true }
    #expect(try gemcitabine.adapted(to: own) == gemcitabine)
    #expect(gemcitabine.words(on: own, isOfRecord: false).first?.contains("no published covariates") == true)
    #expect(gemcitabine.words(on: own, isOfRecord: true).isEmpty)
    #expect(gemcitabine.words(on: PatientTraits(), isOfRecord: false).isEmpty)
  }

  /// 100 mg/dL are 1 g/L: 100 g/L is no serum's.
  @Test(arguments: [0.1, 4, 100, -1]) func aConcentrationThatNoSerumHasIsRefused(level: Double) throws {
    let model = try docetaxel()
    #expect(throws: MarrowProblem.self) { try model.adapted(to: traits { $0.acidGlycoprotein = level }) }
    // A model that does not ask for it is none the worse.
    let gemcitabine = try #require(try MarrowModels()["gemcitabine"])
    #expect(try gemcitabine.adapted(to: traits { $0.acidGlycoprotein = level }) == gemcitabine)
  }

  @Test func whatIsStatedTwiceMustAgree() throws {
    let woman = traits { $0.isFemale = true }
    #expect(throws: MarrowProblem.self) { try traits { $0.isFemale = false }.joined(with: woman) }
    let joined = try traits { $0.acidGlycoprotein = 1 }.joined(with: woman)
    #expect(joined.isFemale == true && joined.acidGlycoprotein == 1 && joined.wasTreated == nil)
  }

  /// A model file whose covariate is of a parameter that it does not have, or without its share, is none.
  @Test(arguments: [("\"of\": \"female\"", "\"of\": \"femal\""), ("\"share\": -0.1468", "\"shore\": -0.1468")])
  func aCovariateThatIsNone(find: String, replace: String) throws {
    let text = String(
      decoding: PackageResourcesForTests.file("gemcitabine-docetaxel"), as: UTF8.self)
    #expect(text.contains(find))
    let wrong = text.replacing(find, with: replace)
    #expect(throws: MarrowProblem.self) { _ = try MarrowModel(parsing: Array(wrong.utf8), "file") }
  }
}
