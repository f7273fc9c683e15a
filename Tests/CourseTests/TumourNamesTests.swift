// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

/// Names of one tumour by the WHO classification (Soft Tissue and Bone, 2020) and the German edition of ICD-O-3.
@Suite struct TumourNamesTests {
  @Test(arguments: [
    ["leiomyosarcoma", "Leiomyosarkom", "LMS", "Leiomyosarcoma (LMS)", "Leiomyosarkom o.n.A."],
    ["liposarcoma", "Liposarkom", "LPS"],
    [
      "uterine leiomyosarcoma", "leiomyosarcoma of the uterus", "ULMS", "Leiomyosarkom des Uterus",
      "uterines Leiomyosarkom",
    ],
    ["dedifferentiated liposarcoma", "Entdifferenziertes Liposarkom", "DDLPS", "liposarcoma, dedifferentiated"],
    ["well-differentiated liposarcoma", "Gut differenziertes Liposarkom", "WDLPS", "hochdifferenziertes Liposarkom"],
    ["myxoid liposarcoma", "Myxoides Liposarkom", "MLPS"],
    [
      "undifferentiated pleomorphic sarcoma", "UPS", "pleomorphes undifferenziertes Sarkom",
      "undifferenziertes pleomorphes Sarkom",
    ],
    ["synovial sarcoma", "Synovialsarkom"], ["angiosarcoma", "Angiosarkom", "Hämangiosarkom", "haemangiosarcoma"],
    ["alveolar soft part sarcoma", "ASPS"], ["Ewing sarcoma", "Ewing-Sarkom", "Ewing's sarcoma"],
    ["soft tissue sarcoma", "Weichteilsarkom", "Weichgewebssarkom"],
    ["malignant peripheral nerve sheath tumour", "MPNST", "Maligner peripherer Nervenscheidentumor"],
    ["gastrointestinal stromal tumor", "GIST", "Gastrointestinaler Stromatumor"],
    ["solitary fibrous tumour", "SFT", "Solitärer fibröser Tumor"], ["spindle cell sarcoma", "Spindelzellsarkom"],
    ["epithelioid sarcoma", "Epitheloidsarkom"], ["rhabdomyosarcoma", "Rhabdomyosarkom", "RMS"],
    ["embryonal rhabdomyosarcoma", "embryonales Rhabdomyosarkom", "eRMS"],
    ["alveolar rhabdomyosarcoma", "Alveoläres Rhabdomyosarkom"], ["osteosarcoma", "Osteosarkom"],
    ["extraskeletal osteosarcoma", "extraskelettales Osteosarkom"], ["chondrosarcoma", "Chondrosarkom"],
    ["clear cell sarcoma", "Klarzellsarkom"], ["desmoid tumour", "Desmoidtumor", "Desmoid"],
    ["endometrial stromal sarcoma", "ESS"], ["melanoma", "Melanom"], ["fibrosarcoma", "Fibrosarkom"],
    ["myxofibrosarcoma", "Myxofibrosarkom", "MFS"], ["intimal sarcoma", "Intimasarkom"],
    ["haemangioendothelioma", "Hämangioendotheliom", "hemangioendothelioma"],
    ["desmoplastic small round cell tumour", "DSRCT", "desmoplastischer kleinrundzelliger Tumor"],
  ])
  func oneTumour(names: [String]) {
    #expect(Set(names.map(TumourNames.key)).count == 1, "\(names.map { ($0, TumourNames.key($0)) })")
  }

  /// What says more, or another thing, is another tumour.
  @Test func othersStayApart() {
    let names = [
      "leiomyosarcoma", "uterine leiomyosarcoma", "leiomyoma", "liposarcoma", "myxoid liposarcoma",
      "pleomorphes Liposarkom",
      "dedifferenziertes Liposarkom", "Sarkom", "Weichteilsarkom", "undifferenziertes Sarkom", "Angiosarkom",
      "Lymphangiosarkom", "Fibrosarkom", "Myxofibrosarkom", "Rhabdomyosarkom", "Osteosarkom",
      "extraskelettales Osteosarkom",
      "Chondrosarkom", "malignant fibrous histiocytoma", "GIST", "breast cancer", "Mammakarzinom",
    ]
    #expect(Set(names.map(TumourNames.key)).count == names.count)
  }

  @Test func whatIsNotKnownStaysAsItIs() {
    #expect(TumourNames.key("Foo  Bar") == TumourNames.key("bar foo"))
    #expect(TumourNames.key("?") == "?" && TumourNames.key("") == "")
  }
}
