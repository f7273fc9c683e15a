// SPDX-License-Identifier: Apache-2.0

import Plain

/// Names of one tumour in English and German, short and in full, in any order of their words: `Leiomyosarkom`, `LMS` and `leiomyosarcoma`.
///
/// Words are brought to one form each: endings of the classes of tumours, adjectives without their German endings, compounds as the words that English
/// has for them, abbreviations in full (WHO Classification of Tumours, Soft Tissue and Bone, 2020, and ICD-O-3, second revision, German edition). What is
/// not known stays as it is written. Two names with as many of the same words are one tumour; a name that says more is another. The record keeps what
/// was written.
public enum TumourNames {
  /// What names of one tumour have in common.
  public static func key(_ text: String) -> String {
    let words = words(text)
    return words.isEmpty ? text.nameKey : words.sorted().joined(separator: " ")
  }

  /// The words of a name, each in its one form.
  package static func words(_ text: String) -> Set<String> {
    var plain = text.lowercased().replacing("ß", with: "ss").replacing("haem", with: "hem").replacing(
      "häm", with: "hem")
    plain = plain.replacing("o.n.a.", with: " ").replacing("'s", with: " ").replacing("’s", with: " ")
    let tokens = plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let words = tokens.flatMap { token in
      (abbreviations[token]?.split(separator: " ").map(String.init) ?? [token]).flatMap(form)
    }
    return Set(words).subtracting(fillers)
  }

  /// A word in its one form, which may be several words.
  private static func form(_ word: String) -> [String] {
    if let known = whole[word] { return known.split(separator: " ").map(String.init) }
    // German adjectives: `pleomorphes`, `undifferenziertem`.
    for ending in ["es", "er", "en", "em", "e", ""] where word.hasSuffix(ending) {
      if let known = stems[String(word.dropLast(ending.count))] { return known.split(separator: " ").map(String.init) }
    }
    for (ending, english) in endings where word.hasSuffix(ending) {
      let stem = String(word.dropLast(ending.count))
      if let known = compounds[stem] { return known.split(separator: " ").map(String.init) + [english] }
      return [stem + english]
    }
    return [word]
  }

  /// Abbreviations in use for sarcomas.
  private static let abbreviations: [String: String] = [
    "lms": "leiomyosarcoma", "ulms": "uterus leiomyosarcoma", "lps": "liposarcoma",
    "ddlps": "dedifferentiated liposarcoma", "wdlps": "well differentiated liposarcoma",
    "mlps": "myxoid liposarcoma", "ups": "undifferentiated pleomorphic sarcoma", "mfs": "myxofibrosarcoma",
    "mpnst": "malignant peripheral nerve sheath tumour", "gist": "gastrointestinal stromal tumour",
    "sft": "solitary fibrous tumour", "dfsp": "dermatofibrosarcoma protuberans", "asps": "alveolar soft part sarcoma",
    "dsrct": "desmoplastic small round cell tumour", "rms": "rhabdomyosarcoma", "erms": "embryonal rhabdomyosarcoma",
    "arms": "alveolar rhabdomyosarcoma", "ess": "endometrial stromal sarcoma", "eos": "extraskeletal osteosarcoma",
    "ehe": "epithelioid hemangioendothelioma", "mfh": "malignant fibrous histiocytoma", "sts": "soft tissue sarcoma",
    "wts": "soft tissue sarcoma",
  ]

  /// Classes of tumours at the end of a word, the longest first.
  private static let endings: [(ending: String, english: String)] = [
    ("sarkoms", "sarcoma"), ("sarkome", "sarcoma"), ("sarkom", "sarcoma"), ("sarcomas", "sarcoma"),
    ("sarcoma", "sarcoma"), ("karzinoms", "carcinoma"), ("karzinome", "carcinoma"), ("karzinom", "carcinoma"),
    ("carcinomas", "carcinoma"), ("blastoms", "blastoma"), ("blastom", "blastoma"), ("theliom", "thelioma"),
    ("zytoms", "cytoma"), ("zytom", "cytoma"), ("melanom", "melanoma"), ("lymphom", "lymphoma"), ("lipom", "lipoma"),
    ("fibrom", "fibroma"), ("leiomyom", "leiomyoma"), ("gliom", "glioma"), ("myelom", "myeloma"),
    ("matose", "matosis"), ("tumoren", "tumour"), ("tumors", "tumour"), ("tumours", "tumour"), ("tumor", "tumour"),
    ("tumour", "tumour"),
  ]

  /// What stands before such an ending, where English has words of its own for it.
  private static let compounds: [String: String] = [
    "": "", "synovial": "synovial", "weichteil": "soft tissue", "weichgewebs": "soft tissue",
    "spindelzell": "spindle cell", "riesenzell": "giant cell", "klarzell": "clear cell", "rundzell": "round cell",
    "kleinzell": "small cell", "epitheloid": "epithelioid", "epithelioid": "epithelioid", "stroma": "stromal",
    "endometriumstroma": "endometrial stromal", "nervenscheiden": "nerve sheath", "intima": "intimal",
    "desmoid": "desmoid", "granularzell": "granular cell", "rhabdoid": "rhabdoid", "glomus": "glomus",
    "hemangio": "angio", "uterus": "uterus", "ewing": "ewing", "kaposi": "kaposi",
  ]

  /// German adjectives without their endings.
  private static let stems: [String: String] = [
    "pleomorph": "pleomorphic", "undifferenziert": "undifferentiated", "entdifferenziert": "dedifferentiated",
    "dedifferenziert": "dedifferentiated", "hochdifferenziert": "well differentiated",
    "differenziert": "differentiated",
    "myxoid": "myxoid", "epitheloid": "epithelioid", "epithelioid": "epithelioid", "embryonal": "embryonal",
    "alveolär": "alveolar", "malign": "malignant", "peripher": "peripheral", "solitär": "solitary", "fibrös": "fibrous",
    "gastrointestinal": "gastrointestinal", "desmoplastisch": "desmoplastic", "atypisch": "atypical",
    "lipomatös": "lipomatous", "spindelzellig": "spindle cell", "kleinzellig": "small cell",
    "kleinrundzellig": "small round cell", "klein": "small", "rundzellig": "round cell", "klarzellig": "clear cell",
    "extraskelettal": "extraskeletal", "mesenchymal": "mesenchymal", "monophasisch": "monophasic",
    "biphasisch": "biphasic", "endometrial": "endometrial", "uterin": "uterus", "kutan": "skin",
    "retroperitoneal": "retroperitoneum", "sklerosierend": "sclerosing", "chondroblastisch": "chondroblastic",
    "osteoblastisch": "osteoblastic", "aggressiv": "aggressive", "infantil": "infantile",
    "inflammatorisch": "inflammatory", "entzündlich": "inflammatory", "myofibroblastisch": "myofibroblastic",
    "metastasiert": "metastatic", "fortgeschritten": "advanced", "lokal": "local", "primär": "primary",
  ]

  /// Words with another form of their own, and places as adjectives.
  private static let whole: [String: String] = [
    "hemangiosarcoma": "angiosarcoma", "hemangiosarkom": "angiosarcoma", "gut": "well", "weichteile": "soft tissue",
    "fibromatose": "fibromatosis", "desmoid": "desmoid tumour", "uterine": "uterus", "pancreatic": "pancreas",
    "gastric": "stomach", "renal": "kidney", "hepatic": "liver", "pulmonary": "lung", "cardiac": "heart",
    "femoral": "femur", "pelvic": "pelvis", "ovarian": "ovary", "retroperitoneal": "retroperitoneum",
    "peritoneal": "peritoneum", "mesenteric": "mesentery", "vaginal": "vagina", "mediastinal": "mediastinum",
    "splenic": "spleen", "cutaneous": "skin", "orbital": "orbit", "iliac": "ilium", "abdominal": "abdomen",
    "thoracic": "thorax", "mammary": "breast", "prostatic": "prostate", "laryngeal": "larynx",
    "stromal": "stromal", "hemangioendothelioma": "hemangioendothelioma",
  ]

  /// Words that say nothing of which tumour it is.
  private static let fillers: Set = [
    "of", "the", "a", "an", "in", "nos", "der", "die", "das", "des", "vom", "von", "im", "type", "typ",
  ]
}
