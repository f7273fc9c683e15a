// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Testing

@Suite struct TakenAsSupportiveTests {
  let bench = RuleBench(rule: TakenAsSupportive())

  func findings(_ drugs: String, _ facts: String = "", histology: String = "leiomyosarcoma", then: String = "")
    async throws -> [PlacedFinding]
  {
    try await bench.findings(
      "- diagnosis: \(histology)\n- therapy: \(drugs)\n  id: a\n  when: 2020-01-10\(facts)\n\(then)")
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("Zoledronsäure").first)
    #expect(
      found.summary
        == "a (Zoledronsäure) is taken as supportive: it opens no line, ends no time and has none of its own.")
    #expect(found.places == ["patients/1.yaml:5"])
  }

  /// German names, brands, doses and salts; a corticosteroid alone, which mostly treats oedema, nausea or pain.
  @Test(arguments: [
    "Zoledronat", "zoledronic acid 4 mg", "zoledronic acid + vitamin d", "zometa", "xgeva", "Denosumab (Xgeva)",
    "Neulasta", "dexamethasone + ondansetron", "enoxaparin", "apixaban", "morphine", "iron sucrose",
    "morphine sulfate", "Granisetron Hydrochlorid", "Pegfilgrastim", "dexamethasone", "Fortecortin 8 mg",
    "prednisone", "Prednisolon", "hydrocortisone", "Dexamethason + Pantozol", "octreotide", "Sandostatin", "Pantozol",
    "Placebo",
    "pantoprazole", "Lasix", "furosemide", "Keppra", "metformin", "octreotide + prednisolone",
  ])
  func supportive(drugs: String) async throws { #expect(try await findings(drugs).count == 1) }

  @Test(arguments: [
    "dexamethasone + doxorubicin", "octreotide + everolimus", "doxorubicin + ondansetron", "Caelyx", "gemcitabine",
    "denosumabine x",
  ])
  func treatments(drugs: String) async throws { #expect(try await findings(drugs).isEmpty) }

  @Test func whatTheRecordShowsToTreat() async throws {
    #expect(try await findings("denosumab").count == 1)
    #expect(try await findings("denosumab", "\n  intent: palliative").isEmpty)
    #expect(try await findings("denosumab", "\n  line: 1").isEmpty)
    for histology in ["giant cell tumour of bone", "Giant cell tumor", "Riesenzelltumor des Knochens", "GCTB"] {
      #expect(try await findings("Xgeva", histology: histology).isEmpty, "\(histology)")
      #expect(try await findings("zometa", histology: histology).count == 1, "\(histology)")
    }
    // A corticosteroid alone treats lymphoid tumours; where the record says that it treats another, it is one there too.
    for histology in ["multiple myeloma", "diffuse large B-cell lymphoma", "B-ALL", "Thymom", "prostate cancer"] {
      #expect(try await findings("dexamethasone", histology: histology).isEmpty, "\(histology)")
    }
    for fact in ["intent: palliative", "line: 2", "regimen: own"] {
      #expect(try await findings("dexamethasone", "\n  \(fact)").isEmpty, "\(fact)")
    }
    // Beside an antiemetic it goes with it.
    #expect(try await findings("dexamethasone + ondansetron", histology: "multiple myeloma").count == 1)
    for histology in ["neuroendocrine tumour of the pancreas", "NET G2", "Karzinoid"] {
      #expect(try await findings("octreotide", histology: histology).isEmpty, "\(histology)")
    }
    #expect(try await findings("octreotide", histology: "netted sarcoma").count == 1)
    let judged = "- assessment: CT\n  of: a\n  when: 2020-03-01"
    #expect(try await findings("denosumab", then: judged + "\n  response: PR").isEmpty)
    #expect(try await findings("prednisone", then: judged + "\n  response: PR").isEmpty)
    // A scan without a judgement shows nothing of it.
    #expect(try await findings("denosumab", then: judged).count == 1)
  }
}
