// SPDX-License-Identifier: Apache-2.0

import Dosing
import Exchange
import Testing

@testable import Marrow

@Suite struct MarrowWordsTests {
  /// What is denied anywhere in a stretch is not told of; what one stretch denies says nothing of the next.
  @Test(arguments: [
    ("marrow infiltrated by leiomyosarcoma", true), ("Knochenmark: Infiltration durch Sarkom", true),
    ("no marrow infiltration", false), ("marrow without infiltration", false),
    ("Knochenmark ohne Infiltration", false), ("Beckenkamm: kein Befall", false),
    ("marrow normocellular, no fibrosis; infiltrated by sarcoma", true), ("liver infiltrated", false),
  ])
  func involvement(words: String, isTold: Bool) {
    #expect(MarrowWords.tellsInvolvement(words) == isTold, "\(words)")
  }

  @Test(arguments: [
    ("G-CSF given", true), ("no fever, G-CSF given", true), ("no G-CSF", false), ("G-CSF not given", false),
    ("pegfilgrastim on day 9", true), ("ohne Pegfilgrastim", false), ("Wachstumsfaktor nicht gegeben", false),
    ("nausea", false),
  ])
  func growthFactor(words: String, isTold: Bool) {
    #expect(MarrowWords.growthFactors(in: words, BuiltInLibrary.read().library).isEmpty != isTold, "\(words)")
  }

  /// Pegfilgrastim has a model and lacks its days alone; G-CSF may be any.
  @Test func whichGrowthFactor() {
    let library = BuiltInLibrary.read().library
    #expect(MarrowWords.growthFactors(in: "Neulasta on day 9", library) == [.modelled])
    #expect(MarrowWords.growthFactors(in: "filgrastim for 5 days", library) == [.other])
    #expect(MarrowWords.growthFactors(in: "G-CSF given; pegfilgrastim planned", library) == [.other, .modelled])
  }

  /// A stop of the drug or of treatment; of another drug, denied, or of something else it is none.
  @Test(arguments: [
    ("gemcitabine is stopped for dyspnoea", true, true), ("Gemzar discontinued", false, true),
    ("Gemcitabin abgesetzt", false, true), ("therapy was terminated", false, true),
    ("Therapie beendet", false, true), ("no further chemotherapy", true, true),
    ("kein weiteres Gemcitabin", true, true), ("to consider stopping gemcitabine", true, true),
    ("stop for progression", true, true), ("stopped", true, true), ("Umstellung auf andere Therapie", true, true),
    ("docetaxel stopped", true, false), ("gemcitabine continued, docetaxel stopped", true, false),
    ("do not stop gemcitabine", true, false), ("Gemcitabin nicht abgesetzt", true, false),
    ("stop smoking", true, false), ("smoking stopped", false, false), ("stop for progression", false, false),
    ("maintenance, for residual tumour", true, false), ("no toxicity", true, false),
  ])
  func stop(words: String, isDecision: Bool, isTold: Bool) {
    let library = BuiltInLibrary.read().library
    #expect(
      MarrowWords.tellsStop(words, of: .gemcitabine, isDecision: isDecision, library) == isTold, "\(words)")
  }
}
