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
    #expect(MarrowWords.namesGrowthFactor(words, BuiltInLibrary.read().library) == isTold, "\(words)")
  }
}
