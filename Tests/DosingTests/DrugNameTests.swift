// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Testing

/// Names of drugs as the library resolves them.
@Suite struct DrugNameTests {
  let library = BuiltInLibrary.read().library

  @Test(arguments: [
    ("Doxorubicin", "doxorubicin"), ("adriamycin", "doxorubicin"), ("Adriblastin", "doxorubicin"),
    ("doxorubicin hydrochloride", "doxorubicin"), ("Doxorubicin-HCl", nil), ("doxorubicin (Adriamycin)", "doxorubicin"),
    ("DOXORUBICIN 75 mg/m2", "doxorubicin"), ("Gemcitabin", "gemcitabine"), ("Gemzar", "gemcitabine"),
    ("Ifosfamid", "ifosfamide"), ("Cyclophosphamid", "cyclophosphamide"), ("Endoxan", "cyclophosphamide"),
    ("Dacarbazin", "dacarbazine"), ("DTIC", "dacarbazine"), ("Trabectedin", "trabectedin"), ("Yondelis", "trabectedin"),
    ("eribulin mesylate", "eribulin"), ("Halaven", "eribulin"), ("Votrient", "pazopanib"), ("Navelbine", "vinorelbine"),
    ("Vinorelbin", "vinorelbine"), ("Taxotere", "docetaxel"), ("Epirubicin", "epirubicin"),
    ("Mitoxantron", "mitoxantrone"),
    ("Caelyx", "pegylated liposomal doxorubicin"), ("doxorubicin (liposomal)", "liposomal doxorubicin"),
    ("doxorubicin (Caelyx)", "pegylated liposomal doxorubicin"), ("Abraxane", "nab-paclitaxel"),
    ("doxorubcin", nil), ("doxorubicin (gemcitabine)", nil), ("dox", nil),
  ])
  func generic(text: String, generic: String?) {
    #expect(library.generic(text) == generic)
  }

  /// No name of a drug file is that of another drug, of the files or of the list.
  @Test func namesAreUnique() {
    var owners: [String: String] = [:]
    for drug in library.drugs.values {
      for name in [drug.id] + drug.names {
        let owner = owners.updateValue(drug.id, forKey: name.lowercased())
        #expect(owner == nil, "\(name): \(drug.id), \(owner ?? "")")
        #expect(library.generic(name) == drug.id, "\(name)")
        if let listed = DrugNames.exact(name.lowercased()) { #expect(listed == drug.id, "\(name)") }
      }
    }
  }

  @Test func whatIsHeldAgainstTheLibrary() throws {
    let usual = try #require(library.doses(of: "gemcitabine", in: .milligramsPerSquareMetre))
    #expect(library.doses(of: "Gemzar", in: .milligramsPerSquareMetre) == usual)
    #expect(
      library.doses(of: "Caelyx", in: .milligramsPerSquareMetre)
        != library.doses(of: "doxorubicin", in: .milligramsPerSquareMetre))
    #expect(library.rules(for: "Yondelis").map(\.id) == library.rules(for: "trabectedin").map(\.id))
    #expect(!library.rules(for: "Yondelis").isEmpty)
    #expect(
      library.drug(named: "Adriamycin")?.id == "doxorubicin"
        && library.drug(named: "Caelyx")?.id == "pegylated liposomal doxorubicin")
    #expect(library.isSame("Adriamycin", "Doxorubicin") && !library.isSame("Adriamycin", "Caelyx"))
    #expect(library.isSame("ABC-1", "abc-1") && !library.isSame("abc-1", "abc-2"))
    #expect(library.nearest(to: "doxorubcin").first == "doxorubicin")
    #expect(library.nearest(to: "Adriamicin").first == "adriamycin (doxorubicin)")
    #expect(library.nearest(to: "qqqqqqqqqq").isEmpty)
  }

  /// A drug file of one's own brings its names, and none of them takes a generic name from its drug.
  @Test func namesOfOnesOwn() throws {
    let text =
      "drug: ourdrug\nnames: [Hausmarke, gemcitabine]\nclass: other\nsource: {text: ours, certainty: confirmed}\n"
    let reading = RegimenFolder.read(files: ["drug.yaml": Array(text.utf8)], over: library)
    #expect(reading.errors.isEmpty, "\(reading.problems)")
    #expect(reading.library.generic("HAUSMARKE") == "ourdrug")
    #expect(reading.library.generic("gemcitabine") == "gemcitabine")
  }

  @Test func growthFactors() {
    #expect(GrowthFactorWindow.of("Neulasta") == .longActing && GrowthFactorWindow.of("Neupogen") == .shortActing)
    #expect(GrowthFactorWindow.of("doxorubicin") == nil)
  }
}
