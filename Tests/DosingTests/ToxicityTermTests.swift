// SPDX-License-Identifier: Apache-2.0

@testable import Dosing
import Testing

@Suite struct ToxicityTermTests {
  /// Fever in neutropenia has many names; fever alone, neutropenia alone and their denial are not it.
  @Test(arguments: [
    ("Fieber bei Neutropenie", true), ("neutropenic fever", true), ("febrile Neutropenie", true),
    ("neutropenes Fieber", true), ("FN", true), ("Febrile neutropenia", true), ("fever in neutropenia", true),
    ("fever", false), ("Neutropenie", false), ("Fieber ohne Neutropenie", false), ("afebrile neutropenia", false),
  ])
  func feverInNeutropenia(term: String, isIt: Bool) {
    #expect(ToxicityTerms.facts(term).contains("febrile neutropenia") == isIt)
    #expect(!isIt || ToxicityTerms.isHaematological(term))
  }
}
