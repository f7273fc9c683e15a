// SPDX-License-Identifier: Apache-2.0

public import Course
public import Drawing
public import Outcomes
public import Plain

/// A mark of a swimmer plot or a clinical course. Each differs in shape, colour and letters, so that one of the three
/// is enough.
public enum Mark: Hashable, Sendable {
  /// The response at an assessment: star CR, triangle up PR, square SD, hexagon non-CR/non-PD, triangle down PD, open circle NE.
  case response(Response)
  /// A word of charts at an assessment that is no category, such as `mixed`: a grey chip with the word.
  case otherResponse(StatedResponse.Other)
  /// Death: a black diagonal cross (×). A filled circle is left out: it is too near to the circle of NE in print.
  case death
  /// Treatment or follow-up goes on at the data cut-off: an arrow head to the right.
  case ongoing
  /// Where follow-up ends that does not reach the data cut-off: an upright bar.
  case lastSeen
  /// A local relapse or metastases at a new site: a lozenge with L or M.
  case newDisease(NewDisease)
  /// Surgery: a lozenge with S.
  case surgery
  /// Radiation: a lozenge with R.
  case radiation
  /// Ablation: a lozenge with A.
  case ablation
  /// A biopsy: a lozenge with B.
  case biopsy
  /// A transplantation: a lozenge with T.
  case transplant
  /// A complication of a procedure: a lozenge with C.
  case complication
  /// An adverse event: a chip with G and its grade, or the grades between which the source leaves it; AE without one.
  case adverseEvent(ToxicityGrade?)
  /// The modality of an assessment: a chip with its letters.
  case assessment(Modality)

  /// An imaging modality.
  public enum Modality: String, CaseIterable, Hashable, Sendable {
    /// Computed tomography.
    case ct = "CT"
    /// Magnetic resonance imaging.
    case mri = "MRI"
    /// Positron emission tomography.
    case pet = "PET"
  }

  /// Every mark, in the order of a legend.
  public static let all: [Mark] =
    Response.allCases.map { .response($0) } + StatedResponse.Other.allCases.map { .otherResponse($0) }
    + NewDisease.allCases.map { .newDisease($0) }
    + [.death, .ongoing, .lastSeen, .surgery, .radiation, .ablation, .biopsy, .transplant, .complication]
    + [.adverseEvent(nil)]
    + Modality.allCases.map { .assessment($0) }

  /// What the legend calls it.
  public var name: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    switch self {
    case .response(.complete): Phrase("Complete response (CR)", "Komplette Remission (CR)")
    case .response(.partial): Phrase("Partial response (PR)", "Partielle Remission (PR)")
    case .response(.stable): Phrase("Stable disease (SD)", "Stabile Erkrankung (SD)")
    case .response(.nonCompleteNonProgressive): Phrase("Non-CR/non-PD (NN)", "Weder CR noch PD (NN)")
    case .response(.progressive): Phrase("Progressive disease (PD)", "Progrediente Erkrankung (PD)")
    case .response(.notEvaluable): Phrase("Not evaluable (NE)", "Nicht beurteilbar (NE)")
    case .otherResponse(.pathologicalComplete):
      Phrase("Pathological complete response (pCR)", "Pathologische Komplettremission (pCR)")
    case .otherResponse(.mixed): Phrase("Mixed response (mixed)", "Gemischtes Ansprechen (mixed)")
    case .otherResponse(.minor): Phrase("Minor response (MR)", "Geringes Ansprechen (MR)")
    case .otherResponse(.noEvidenceOfDisease): Phrase("No evidence of disease (NED)", "Kein Tumornachweis (NED)")
    case .death: Phrase("Death", "Tod")
    case .ongoing: Phrase("Ongoing at data cut-off", "Andauernd beim Datenschnitt")
    case .lastSeen: Phrase("Last known alive", "Zuletzt lebend bekannt")
    case .newDisease(let disease): disease.phrase.capitalisedFirst
    case .surgery: Phrase("Surgery", "Operation")
    case .radiation: Phrase("Radiation", "Bestrahlung")
    case .ablation: Phrase("Ablation", "Ablation")
    case .biopsy: Phrase("Biopsy", "Biopsie")
    case .transplant: Phrase("Transplant", "Transplantation")
    case .complication: Phrase("Complication", "Komplikation")
    case .adverseEvent: Phrase("Adverse event (G3: CTCAE grade 3)", "Unerwünschtes Ereignis (G3: CTCAE-Grad 3)")
    case .assessment(.ct): Phrase("Computed tomography", "Computertomographie")
    case .assessment(.mri): Phrase("Magnetic resonance imaging", "Magnetresonanztomographie")
    case .assessment(.pet): Phrase("Positron emission tomography", "Positronenemissionstomographie")
    }
  }

  /// The letters of the mark; death and the ends of follow-up have none.
  public var letters: String? {
    switch self {
    case .response(let response): return response.letters
    case .otherResponse(let word): return word.rawValue
    case .assessment(let modality): return modality.rawValue
    case .surgery: return "S"
    case .radiation: return "R"
    case .ablation: return "A"
    case .biopsy: return "B"
    case .transplant: return "T"
    case .complication: return "C"
    case .adverseEvent(let grade): return grade.map { "G\($0)".replacing("-", with: "–") } ?? "AE"
    case .newDisease(.localRelapse): return "L"
    case .newDisease(.metastases): return "M"
    case .death, .ongoing, .lastSeen: return nil
    }
  }

  /// The colour of the area, from the palette of Okabe and Ito.
  public var ink: Ink {
    switch self {
    case .response(.complete): return Ink(0x009E73)
    case .response(.partial): return Ink(0x56B4E9)
    case .response(.stable): return Ink(0xF0E442)
    case .response(.nonCompleteNonProgressive): return Ink(0x0072B2)
    case .response(.progressive): return Ink(0xD55E00)
    case .response(.notEvaluable): return .white
    case .otherResponse: return Ink(0xE2E2E2)
    case .death, .ongoing, .lastSeen: return .black
    case .newDisease: return Ink(0xD55E00)
    case .surgery: return Ink(0x333333)
    case .radiation: return Ink(0x9E4784)
    case .ablation: return Ink(0x0072B2)
    case .biopsy: return Ink(0x8C6D31)
    case .transplant: return Ink(0x009E73)
    case .complication: return Ink(0x7A0019)
    case .adverseEvent: return Ink(0xFFE3D3)
    case .assessment: return .white
    }
  }
}

extension Mark {
  /// Whether it is a lozenge with a letter.
  var isLozenge: Bool {
    switch self {
    case .surgery, .radiation, .ablation, .biopsy, .transplant, .complication, .newDisease: true
    default: false
    }
  }

  /// Whether it is a chip with letters in it.
  var isChip: Bool {
    switch self {
    case .adverseEvent, .assessment, .otherResponse: true
    default: false
    }
  }

  /// The mark that stands for it in a legend: of adverse events one for all grades.
  var inLegend: Mark {
    if case .adverseEvent = self { .adverseEvent(nil) } else { self }
  }
}

extension Response {
  /// Two letters, as marks and cells show it: non-CR/non-PD is `NN`.
  public var letters: String { self == .nonCompleteNonProgressive ? "NN" : rawValue }
}
