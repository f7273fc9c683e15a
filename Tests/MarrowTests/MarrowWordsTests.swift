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

  /// Of an event marrow disease, granulocytes and steroids are read as of other entries; what is denied is not.
  @Test(arguments: [
    ("bone marrow carcinosis", "involvement"), ("Knochenmarkkarzinose", "involvement"),
    ("myelodysplastic syndrome", "disease"), ("secondary leukaemia", "disease"), ("AML", "disease"),
    ("granulocyte transfusion", "granulocytes"), ("prednisolone 50 mg daily", "steroid"), ("Dexamethason", "steroid"),
    ("no leukaemia", ""), ("leukopenia", ""), ("bone marrow biopsy without infiltration", ""), ("leiomyosarcoma", ""),
    ("steroids not given", ""), ("granulocytes 2.1", ""), ("bone marrow toxicity of treatment for sarcoma", ""),
  ])
  func events(words: String, kind: String) {
    let found = [
      MarrowWords.tellsInvolvementInEvent(words) ? "involvement" : nil,
      MarrowWords.diseaseOfMarrow(inEvent: words).map { _ in "disease" },
      MarrowWords.tellsGranulocytes(words) ? "granulocytes" : nil,
      MarrowWords.tellsCorticosteroid(words) ? "steroid" : nil,
    ].compactMap(\.self)
    #expect(found == (kind.isEmpty ? [] : [kind]), "\(words)")
  }

  /// Pegfilgrastim has a model and lacks its days alone; G-CSF may be any.
  @Test func whichGrowthFactor() {
    let library = BuiltInLibrary.read().library
    #expect(MarrowWords.growthFactors(in: "Neulasta on day 9", library) == [.modelled])
    #expect(MarrowWords.growthFactors(in: "filgrastim for 5 days", library) == [.other])
    #expect(MarrowWords.growthFactors(in: "G-CSF given; pegfilgrastim planned", library) == [.other, .modelled])
  }

  /// The other drug of a combination is no other therapy; what is only thought of is none either.
  @Test(
    arguments: [
      ("docetaxel was given on day 8", ["gemcitabine"], "docetaxel"),
      ("docetaxel was given on day 8", ["gemcitabine", "docetaxel"], nil),
      ("start Gemzar", ["gemcitabine"], nil), ("start doxorubicin if it progresses", ["gemcitabine"], nil),
      ("no doxorubicin was given", ["gemcitabine"], nil), ("Doxorubicin begonnen", ["gemcitabine"], "doxorubicin"),
    ] as [(String, [String], String?)])
  func anotherDrugThatWasBegun(words: String, drugs: [String], found: String?) {
    #expect(MarrowWords.beginOfAnother(words, than: drugs, BuiltInLibrary.read().library) == found)
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
    ("gemcitabine withheld", false, true), ("withhold treatment", true, true), ("day 1 dose withheld", false, true),
    ("switch to trabectedin", false, true), ("change to eribulin", true, true),
    ("Umstellung auf Trabectedin", false, true), ("switch from docetaxel to paclitaxel", true, false),
    ("changed to 800 mg/m2", true, false), ("gemcitabine changed to weekly dosing", true, false),
    ("gemcitabine schedule changed to day 1 and 15", false, false), ("change to oral antibiotics", true, false),
    ("switched to pegfilgrastim", false, false), ("Therapiepause", false, true), ("Pause", false, true),
    ("Chemotherapieende", false, true), ("treatment holiday", false, true), ("chemotherapy break", true, true),
    ("breakthrough pain", true, false), ("off treatment", false, true), ("off therapy since March", true, true),
    ("end of treatment", false, true), ("Ende der Therapie", false, true), ("end of cycle 3", true, false),
    ("chemotherapy completed", false, true), ("all cycles completed", false, true),
    ("two cycles completed", true, false), ("2 Zyklen abgeschlossen", true, false),
    ("all six cycles completed", false, true),
    ("6 von 6 Zyklen abgeschlossen", false, true), ("six planned cycles completed", true, true),
    ("cycle 2 completed", true, false),
    ("staging completed", false, false), ("wird nicht fortgesetzt", true, true),
    ("gemcitabine will not be continued", false, true), ("no progression continue gemcitabine", true, false),
    ("declines further", false, true), ("patient declines further chemotherapy", false, true),
    ("declines further biopsies", true, false), ("best supportive care", false, true), ("BSC", true, true),
    ("palliative care alone", true, true), ("referred to hospice", false, true),
    ("this was the last cycle", true, true),
    ("nausea since the last cycle", false, false), ("gemcitabine is not stopped", true, false),
    ("no gemcitabine was withheld", true, false), ("not off treatment", true, false),
    ("no treatment break", true, false),
    ("antibiotic therapy stopped", false, false), ("chemotherapy not discontinued", true, false),
  ])
  func stop(words: String, isDecision: Bool, isTold: Bool) {
    let library = BuiltInLibrary.read().library
    #expect(
      MarrowWords.tellsStop(words, of: .gemcitabine, isDecision: isDecision, library) == isTold, "\(words)")
  }
}
