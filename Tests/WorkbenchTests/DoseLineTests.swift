// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@testable import Workbench

@Suite("A dose phase in one line")
struct DoseLineTests {
  @Test(
    "A line of a chart is read into the fields of a phase",
    arguments: [
      ("900 mg/m² d1, 8 q21d c1-3", ["dose": "900 mg/m2", "days": "1\n8", "every": "21 d", "cycles": "1-3"]),
      ("1000mg/m2 d1,8,15 q28d", ["dose": "1000 mg/m2", "days": "1\n8\n15", "every": "28 d"]),
      (
        "Gemcitabin 900 mg/m² Tag 1 und 8, alle 3 Wochen, ab Zyklus 4, wegen Neutropenie Grad 4",
        [
          "drug": "Gemcitabin", "dose": "900 mg/m2", "days": "1\n8", "every": "21 d", "cycles": "4-",
          "reason.words": "Neutropenie Grad 4", "reason.code": "haematotoxicity",
        ]
      ),
      ("800 mg daily", ["dose": "800 mg", "days": "daily"]),
      (
        "imatinib 400 mg 2x täglich ab 4 Monate nach Beginn Imatinib",
        ["drug": "imatinib", "dose": "400 mg", "days": "twice daily", "when": "4 Monate nach Beginn Imatinib"]
      ),
      ("carboplatin AUC 5 d1 q3w", ["drug": "carboplatin", "dose": "AUC 5", "days": "1", "every": "21 d"]),
      ("1,5 mg/m2 day 1 every 21 or 28 days", ["dose": "1,5 mg/m2", "days": "1", "every": "21 d or 28 d"]),
      (
        "500 mg/m² on days 1 and 15, every 4 weeks, from cycle 16 on, because of fatigue",
        [
          "dose": "500 mg/m2", "days": "1\n15", "every": "28 d", "cycles": "16-", "reason.words": "fatigue",
          "reason.code": "toxicity",
        ]
      ),
      (
        "doxorubicin liposomal 40 mg/m2 d1-3, cycle 2",
        ["drug": "doxorubicin liposomal", "dose": "40 mg/m2", "days": "1-3", "cycles": "2"]
      ),
      (
        "750 mg/m² d1, 8 ab Zyklus 3 wegen Neutropenie alle 4 Wochen",
        [
          "dose": "750 mg/m2", "days": "1\n8", "cycles": "3-", "every": "28 d", "reason.words": "Neutropenie",
          "reason.code": "haematotoxicity",
        ]
      ),
      (
        "900 mg/m² d1+8 q3w wegen Thrombopenie Grad 3, ab Zyklus 4",
        [
          "dose": "900 mg/m2", "days": "1\n8", "cycles": "4-", "every": "21 d",
          "reason.words": "Thrombopenie Grad 3", "reason.code": "haematotoxicity",
        ]
      ),
      (
        "900 mg/m² KOF Tag 1, 8, Zyklus 1 bis 3, Tag 8 entfallen",
        ["dose": "900 mg/m2", "days": "1", "omitted": "8", "cycles": "1-3"]
      ),
      (
        "675 mg/m² Tag 1 und 8, wegen Neutropenie, Fieber, nur Zyklus 5",
        [
          "dose": "675 mg/m2", "days": "1\n8", "cycles": "5", "reason.words": "Neutropenie, Fieber",
          "reason.code": "haematotoxicity",
        ]
      ),
      ("900 mg/qm Tag 1, Tag 8, alle 3 Wo.", ["dose": "900 mg/m2", "days": "1\n8", "every": "21 d"]),
      ("900 mg/m^2 d1/8 ab dem 5. Zyklus", ["dose": "900 mg/m2", "days": "1\n8", "cycles": "5-"]),
      ("900 mg/m² d1, Tag 8 entfallen, ab Z5", ["dose": "900 mg/m2", "days": "1", "omitted": "8", "cycles": "5-"]),
      ("imatinib 400 mg 2x/d", ["drug": "imatinib", "dose": "400 mg", "days": "twice daily"]),
      ("400 mg pro Tag", ["dose": "400 mg", "days": "daily"]),
      ("sunitinib 50 mg 4 Wochen an, 2 Pause", ["drug": "sunitinib", "dose": "50 mg", "days": "4 weeks on, 2 off"]),
      ("imatinib 400 mg absolut 1x tgl.", ["drug": "imatinib", "dose": "400 mg", "days": "daily"]),
      ("800 mg/d", ["dose": "800 mg", "days": "daily"]),
      ("doxorubicin 75 mg/m2 i.v. d1 q3w", ["drug": "doxorubicin", "dose": "75 mg/m2", "days": "1", "every": "21 d"]),
      (
        "1,2 mg/m2 d1, ab Zyklus 5, wegen Durchfall Grad 3",
        [
          "dose": "1,2 mg/m2", "days": "1", "cycles": "5-", "reason.words": "Durchfall Grad 3",
          "reason.code": "toxicity",
        ]
      ),
      (
        "500 mg/m2 d1 wegen Progress", ["dose": "500 mg/m2", "days": "1", "reason.words": "Progress"]
      ),
    ] as [(String, [String: String])])
  func read(_ line: String, _ fields: [String: String]) throws {
    do {
      #expect(try DoseLine(line).fields == fields)
    } catch { Issue.record("\(line): \(error.phrase.english)") }
  }

  @Test(
    "What has no meaning, or two, is asked for, and nothing is taken",
    arguments: [
      "1.000 mg/m2 d1", "1,000 mg d1", "900 d1", "gemcitabine", "900 mg/m2 d1 maybe", "900 mg/m2 d", "900 mg/m2 q21",
      "900 mg/m2 d1 d8 d15 q21d q28d", "900 mg/m2 c", "", "d1 900 mg/m2 twice", "900 mg/m2 d1 from",
      "99999999 mg/m2 d1", "-5 mg d1", "900 mg/m2 d1 because of", "900 mg/m2 d1 for 3 cycles",
      "900 mg/m2 d1 in 3 cycles", "900 mg/m2 d1 in 3",
      "900 mg/m2 d1 wegen Neutropenie auf 600 mg/m2 reduziert", "900 mg/m2 d1, 6 Zyklen",
      "900 mg/m2 d1 wegen Neutropenie in Zyklus 3", "900 mg/m2 d1 wegen Neutropenie 2 Wochen",
      "900 mg/m2 d1 wegen alle 3 Wochen",
      "900 mg/m2 d1, 8 wegen Neutropenie Tag 8 gegeben",
    ])
  func refused(_ line: String) {
    #expect(throws: DoseLine.Problem.self) { try DoseLine(line) }
    let read = DoseLine.phases("900 mg/m2 d1\n\(line)", after: 0)
    #expect(line.isEmpty || read.fields.isEmpty && read.problems.count == 1)
  }

  @Test("A line ends where the next of its drug begins, so that a person sees it")
  func joined() {
    func cycles(_ text: String) -> [String?] {
      let read = DoseLine.phases(text, after: 0)
      let count = text.split(separator: "\n").count
      return (1...count).map { read.fields["phases.\($0).cycles"] }
    }
    #expect(
      cycles("900 mg/m2 d1 Zyklus 1-4\n750 mg/m2 d1 ab Zyklus 5\n600 mg/m2 d1 ab Zyklus 9") == ["1-4", "5-8", "9-"])
    #expect(cycles("900 mg/m2 d1\n750 mg/m2 d1 ab Zyklus 4") == ["1-3", "4-"])
    #expect(cycles("900 mg/m2 d1\n750 mg/m2 d1 Zyklus 2") == ["1", "2"])
    // Of day 1 the second says nothing: it may go on. That day 8 is left out is said.
    #expect(cycles("900 mg/m2 d1, 8\n600 mg/m2 d8 ab Zyklus 4") == [nil, "4-"])
    #expect(cycles("900 mg/m2 d1, 8\n900 mg/m2 d1, Tag 8 entfallen, ab Zyklus 4") == ["1-3", "4-"])
    // Another drug is none of it, nor is what has a time of its own.
    #expect(cycles("gem 900 mg/m2 d1\ndoc 75 mg/m2 d8 ab Zyklus 4") == [nil, "4-"])
    #expect(cycles("400 mg täglich ab März 2019\n800 mg täglich ab Zyklus 4") == [nil, "4-"])
    #expect(DoseLine.phases("75 mg/m2 i.v. d1", after: 0).leftOut == ["i.v."])
  }

  @Test(
    "A drug in support is of the dose above it",
    arguments: [
      ("Pegfilgrastim 6 mg Tag 9", ["drug": "pegfilgrastim", "dose": "6 mg", "days": "9"]),
      ("Neulasta 6mg s.c. d9", ["drug": "pegfilgrastim", "dose": "6 mg", "days": "9"]),
      ("pegfilgrastim d2, 16", ["drug": "pegfilgrastim", "days": "2\n16"]),
      ("G-CSF Tag 3-10", ["drug": "g-csf", "days": "3-10"]),
      ("Filgrastim 300 µg an Tag 3 bis 7", ["drug": "filgrastim", "dose": "0.3 mg", "days": "3-7"]),
      ("Ondansetron 8 mg i.v. Tag 1 und 8", ["drug": "ondansetron", "dose": "8 mg", "days": "1\n8"]),
      ("Dexamethason 8 mg p.o. Tag 1-3", ["drug": "dexamethasone", "dose": "8 mg", "days": "1-3"]),
      ("Folsäure 0,4 mg täglich", ["drug": "folic acid", "dose": "0.4 mg", "days": "1-21"]),
      ("Vitamin B12 1 mg day 1", ["drug": "cyanocobalamin", "dose": "1 mg", "days": "1"]),
      ("dexamethasone 4 mg daily", ["drug": "dexamethasone", "dose": "4 mg", "days": "1-21"]),
    ] as [(String, [String: String])])
  func support(_ line: String, _ fields: [String: String]) {
    let read = DoseLine.phases("Gemcitabin 900 mg/m² Tag 1, 8 q21d\n\(line)", after: 0, of: ["gemcitabine"])
    #expect(read.problems.isEmpty, "\(read.problems.map(\.english))")
    let own = read.fields.filter { $0.key.hasPrefix("phases.1.support.1.") }
    #expect(own == Dictionary(uniqueKeysWithValues: fields.map { ("phases.1.support.1.\($0.key)", $0.value) }))
    #expect(read.fields["phases.1.dose"] == "900 mg/m2" && read.fields.keys.allSatisfy { !$0.hasPrefix("phases.2") })
  }

  @Test(
    "Of a drug in support nothing is taken where a word has no field",
    arguments: [
      "Pegfilgrastim 6 mg Tag 9 bei Bedarf", "Pegfilgrastim 6 mg 24 h nach Chemo", "Filgrastim 30 Mio IE Tag 3",
      "Filgrastim 5 µg/kg Tag 3-7", "Dexamethason 4 mg 2x täglich Tag 1-3", "Pegfilgrastim 6 mg Tag 9 alle 3 Wochen",
      "Pegfilgrastim 6 mg Tag 9 wegen Neutropenie", "Pegfilgrastim 6 mg Tag 9, Zyklus 4-6",
      "Pegfilgrastim 6 mg Tag 9 entfallen", "Pegfilgrastim 6 Tag 9", "Pegfilgrastim 6 mg ab März 2019",
    ])
  func supportRefused(_ line: String) {
    let read = DoseLine.phases("900 mg/m² d1, 8 q21d\n\(line)", after: 0)
    #expect(read.fields.isEmpty && read.problems.count == 1)
  }

  @Test("Beside which dose a drug in support is given")
  func supportPlaces() {
    let text =
      "900 mg/m² d1, 8 q21d c1-3\n750 mg/m² d1, 8 q21d ab Zyklus 4\nPegfilgrastim 6 mg Tag 9\nG-CSF d3, cycles 1-3"
    let read = DoseLine.phases(text, after: 0)
    #expect(read.fields["phases.2.support.1.drug"] == "pegfilgrastim")
    #expect(read.fields["phases.1.support.1.drug"] == "g-csf")
    // Alone it is of the one phase that stands there, behind what that has; of two nobody can say.
    let alone = DoseLine.phases("Pegfilgrastim 6 mg Tag 9", after: 1, supports: [1])
    #expect(alone.fields["phases.1.support.2.days"] == "9")
    #expect(DoseLine.phases("Pegfilgrastim 6 mg Tag 9", after: 2, supports: [0, 0]).problems.count == 1)
    #expect(DoseLine.phases("Pegfilgrastim 6 mg Tag 9", after: 0).problems.count == 1)
    // Where the therapy is of it, it is a dose of the therapy.
    let own = DoseLine.phases("Dexamethason 40 mg Tag 1-4 q28d", after: 0, of: ["bortezomib", "dexamethasone"])
    #expect(own.fields["phases.1.drug"] == "Dexamethason" && own.fields["phases.1.days"] == "1-4")
    #expect(
      DoseLine.phases("Denosumab 120 mg d1 q28d", after: 0, of: ["denosumab"]).fields["phases.1.dose"] == "120 mg")
    // Every day of a cycle that nobody states is no list of days.
    #expect(DoseLine.phases("900 mg/m² d1\nFolsäure 0,4 mg täglich", after: 0).problems.count == 1)
    // Several, one behind the other.
    let two = DoseLine.phases("900 mg/m² d1\nOndansetron 8 mg d1\nDexamethason 8 mg d1", after: 0)
    #expect(two.fields["phases.1.support.2.drug"] == "dexamethasone")
  }

  @Test("Lines stand behind the phases that are there")
  func numbers() {
    let read = DoseLine.phases("900 mg/m2 d1\n\n750 mg/m2 d1\n", after: 2)
    #expect(read.problems.isEmpty)
    #expect(read.fields["phases.3.dose"] == "900 mg/m2" && read.fields["phases.4.dose"] == "750 mg/m2")
  }
}

@Suite("Values as they are typed in German")
struct TypedValuesTests {
  @Test(
    "An age, a size and a length of time",
    arguments: [
      ("54 bei Diagnose", "54 at diagnosis"), ("54 Jahre bei Erstdiagnose", "54 at diagnosis"), ("54", "54"),
      ("54 Jahre", "54"), ("54 bei Operation", "54 bei Operation"), ("-", "-"), ("≥ 90", "≥ 90"),
    ])
  func ages(_ typed: String, _ settled: String) { #expect(TypedValues.age(typed) == settled) }

  @Test(
    "A comma before one or two digits is a decimal; before three it stays to be asked",
    arguments: [("71,5", "71.5"), ("71,5 kg", "71.5 kg"), ("1,715", "1,715"), ("171", "171"), ("7,1,5", "7,1,5")])
  func decimals(_ typed: String, _ settled: String) { #expect(TypedValues.decimal(typed) == settled) }

  @Test(
    "Lengths",
    arguments: [
      ("6 Monate", "6 mo"), ("knapp 2 Jahre", "nearly 2 y"), ("3-4 Wochen", "3-4 wk"), ("6 mo", "6 mo"),
      ("6 Monate nach Diagnose", "6 Monate nach Diagnose"), ("lange", "lange"),
    ])
  func spans(_ typed: String, _ settled: String) { #expect(TypedValues.span(typed) == settled) }

  /// What was not given at all is no phase: a dose without days would look as if it had been given.
  @Test("a line of which every day was omitted is refused")
  func allOmitted() throws {
    for line in ["Docetaxel 75 mg/m² d8 q21d, Zyklus 3, d8 omitted", "75 mg/m2 Tag 8, Tag 8 ausgelassen"] {
      #expect(throws: DoseLine.Problem.self, "\(line)") { try DoseLine(line) }
    }
    #expect(try DoseLine("900 mg/m2 d1, 8, d8 omitted").fields["days"] == "1")
  }
}
