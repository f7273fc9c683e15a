// SPDX-License-Identifier: Apache-2.0

@testable import Dosing
import Testing

@Suite struct ToxicityTermTests {
  /// Fever in neutropenia has many names; fever alone, neutropenia alone and their denial are not it.
  @Test(arguments: [
    ("Fieber bei Neutropenie", true), ("neutropenic fever", true), ("febrile Neutropenie", true),
    ("neutropenes Fieber", true), ("FN", true), ("Febrile neutropenia", true), ("fever in neutropenia", true),
    ("Neutropeniefieber", true), ("febr. Neutropenie", true), ("Agranulozytose mit Fieber", true),
    ("fever with neutropenia", true), ("Neutropenie, Fieber 39 °C", true), ("neutropenic pyrexia", true),
    ("Neutropenie ohne Fieber", false), ("Neutropenie, kein Fieber", false), ("non-febrile neutropenia", false),
    ("neutropenic sepsis", true), ("neutropene Sepsis", true), ("Aplasiefieber", true), ("Fieber in Aplasie", true),
    ("sepsis", false), ("Fieber", false), ("non-neutropenic fever", false),
    ("fever", false), ("Neutropenie", false), ("Fieber ohne Neutropenie", false), ("afebrile neutropenia", false),
  ])
  func feverInNeutropenia(term: String, isIt: Bool) {
    #expect(ToxicityTerms.facts(term).contains("febrile neutropenia") == isIt)
    #expect(!isIt || ToxicityTerms.isHaematological(term))
  }

  @Test(arguments: [
    ("periphere sensorische Neuropathie", "neuropathy"), ("sensory neuropathy", "neuropathy"), ("PNP", "neuropathy"),
    ("CIPN", "neuropathy"), ("optic neuropathy", nil), ("autonome Neuropathie", nil), ("keine Neuropathie", nil),
    ("arterielle Hypertonie", "hypertension"), ("palmar-plantare Erythrodysästhesie", "hand-foot reaction"),
    ("Nasenbluten", "haemorrhage"),
  ])
  func gradedTerms(term: String, graded: String?) {
    #expect(ToxicityTerms.graded(term) == graded)
  }

  /// Yes/no words have other names, in German and abbreviated; what is near one and another thing is none.
  @Test(arguments: [
    ("HUS", "haemolytic uraemic syndrome"), ("hämolytisch-urämisches Syndrom", "haemolytic uraemic syndrome"),
    ("PRES", "posterior reversible encephalopathy"), ("Kapillarlecksyndrom", "capillary leak syndrome"),
    ("mäßige Leberinsuffizienz", "moderate hepatic impairment"), ("Beckenbestrahlung", "prior pelvic radiotherapy"),
    ("Makrohämaturie", "haematuria"), ("hämorrhagische Zystitis", "haematuria"), ("Blut im Urin", "haematuria"),
    ("gross hematuria", "haematuria"), ("Enzephalopathie", "encephalopathy"),
    ("ifosfamide-induced encephalopathy", "encephalopathy"),
    ("posterior reversible encephalopathy syndrome", "posterior reversible encephalopathy"),
  ])
  func yesAndNoWords(term: String, fact: String) {
    #expect(ToxicityTerms.facts(term) == [fact])
    #expect(Condition.factWords.contains(fact))
    #expect(ToxicityTerms.facts("leichte Leberinsuffizienz").isEmpty && ToxicityTerms.facts("kein HUS").isEmpty)
  }

  /// A disease of the liver, a denial and a bladder that is inflamed without blood are not the words of ifosfamide.
  @Test(arguments: ["hepatic encephalopathy", "keine Hämaturie", "Zystitis", "cystitis without haematuria", "Blutung"])
  func otherWordsThanOfIfosfamide(term: String) {
    #expect(Set(ToxicityTerms.facts(term)).isDisjoint(with: ["encephalopathy", "haematuria"]))
  }

  /// What words deny is not so; what they affirm beside it is.
  @Test func whatIsDeniedIsNotSo() {
    #expect(ToxicityTerms.facts("Neutropenie ohne Fieber").isEmpty)
    #expect(ToxicityTerms.facts("fever without neutropenia") == ["fever or infection"])
    #expect(ToxicityTerms.facts("non-neutropenic fever") == ["fever or infection"])
    #expect(ToxicityTerms.facts("Sepsis") == ["fever or infection"])
    #expect(ToxicityTerms.deniedFacts("keine febrile Neutropenie") == ["febrile neutropenia"])
  }

  /// Plain words of the blood are judged by counts; others beside them are named as unread.
  @Test(arguments: [
    ("Neutropenie", false), ("neutrophil count decreased", false), ("severe prolonged neutropenia", false),
    ("Neutropenie ohne Fieber", true), ("Neutropenie mit erhöhter Temperatur", true), ("febrile neutropenia", false),
  ])
  func wordsBesideTheBlood(term: String, isMore: Bool) {
    #expect(ToxicityTerms.isHaematological(term))
    #expect(ToxicityTerms.saysMoreThanBlood(term) == isMore)
  }
}
