// SPDX-License-Identifier: Apache-2.0

/// Words of what is no malignant tumour, to see whether a code of one stands beside them: `benignes Leberhämangiom` beside a code of metastases.
enum BenignWords {
  /// The first word of a text that names something benign, where nothing in it says malignant or metastasis.
  static func named(in text: String) -> String? {
    let words = text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
    guard !words.contains(where: { word in malignant.contains { word.contains($0) } }) else { return nil }
    return words.first { word in
      adjectives.contains { word.hasPrefix($0) } || endings.contains { word.hasSuffix($0) } || whole.contains(word)
    }
      ?? (text.lowercased().contains("noduläre hyperplasie") || text.lowercased().contains("nodular hyperplasia")
        ? "nodular hyperplasia" : nil)
  }

  private static let adjectives = ["benign", "gutartig"]
  private static let malignant = [
    "malign", "bösartig", "metasta", "filia", "sarkom", "sarcoma", "karzinom", "carcinom", "entartet", "entartung",
    "secondar", "sekundär", "lymphom", "melanom", "atypi", "atypical", "premalign", "karzinose", "uncertain",
  ]
  /// Ends of German and English nouns; an angioma of the liver is a `Leberhämangiom`.
  private static let endings = [
    "hämangiom", "hämangiome", "haemangioma", "hemangioma", "hemangiomas", "haemangiomas", "zyste", "zysten",
    "fibroadenom", "fibroadenome", "fibroadenoma", "adenom", "adenome", "adenoma", "adenomas", "lipom", "lipome",
    "lipoma", "leiomyom", "leiomyome", "leiomyoma", "hamartom", "hamartoma", "granulom", "granuloma", "osteom",
    "osteoma",
  ]
  private static let whole: Set = ["cyst", "cysts", "fibroid", "fibroids", "fnh", "myom", "myome", "myoma"]
}
