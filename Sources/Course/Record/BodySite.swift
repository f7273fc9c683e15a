// SPDX-License-Identifier: Apache-2.0

import Plain

/// A site as it is compared: the organ, whatever it is called in English or German, and what the words say beside it.
///
/// `Lunge`, `lungs` and `pulmonary` are one organ; `left lung` is the organ with `left`. A site of no organ of the table is compared by its words, case
/// aside. The record keeps what was written. Of three letters are the codes of sites of the TNM classification (`PUL`, `HEP`).
public struct BodySite: Sendable, Hashable {
  /// The organ, `lung`; of one that the table does not know its words.
  public var organ: String
  /// What else the words say: `left`, `upper`, `lobe`.
  public var details: Set<String>

  /// Reads one site.
  public init(_ text: String) {
    var words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    words = words.map { Self.sides[$0] ?? $0 }.filter { !Self.fillers.contains($0) }
    var organs: Set<String> = []
    var details: Set<String> = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if let next = rest.first, let organ = Self.organs["\(word) \(next)"] {
        organs.insert(organ)
        rest.removeFirst()
      } else if let organ = Self.organ(of: word) {
        organs.insert(organ)
      } else if word == "bilateral" {
        details.formUnion(["left", "right"])
      } else {
        details.insert(word)
      }
    }
    // A lymph node is one wherever it lies.
    if let organ = organs.count == 1 ? organs.first : organs.contains("lymph node") ? "lymph node" : nil {
      self.organ = organ
      self.details = details.union(organs.subtracting([organ]))
    } else {
      self.organ = words.isEmpty ? text.lowercased().trimmed : words.map(Self.singular).joined(separator: " ")
      self.details = []
    }
  }

  /// The sites of a text that may name several: `lung and liver`.
  public static func all(in text: String) -> [BodySite] {
    // One word names one site.
    guard
      text.utf8.contains(where: {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ",")
      })
    else { return [BodySite(text)] }
    var parts = [text.lowercased()]
    for joint in [" and ", " und ", " & ", "/", "+", ","] {
      parts = parts.flatMap { $0.split(separator: joint).map(String.init) }
    }
    return parts.isEmpty ? [BodySite(text)] : parts.map { BodySite($0) }
  }

  /// Whether disease here is disease where some is known: in the same organ, unless both say where in it and these are two places.
  public func isKnown(from known: some Sequence<BodySite>) -> Bool {
    let same = known.filter { $0.organ == organ }
    guard !same.isEmpty else { return false }
    let both: Set = ["left", "right"]
    let knownSides = same.map { $0.details.intersection(both) }
    if !details.isDisjoint(with: both), knownSides.allSatisfy({ !$0.isEmpty }),
      !details.intersection(both).isSubset(of: knownSides.reduce([]) { $0.union($1) })
    {
      return false
    }
    return same.contains {
      let (mine, other) = (details.subtracting(both), $0.details.subtracting(both))
      return mine.isSubset(of: other) || other.isSubset(of: mine)
    }
  }

  // MARK: the table

  /// The organ that a word names, alone or before `metastases`: `lung` of `Lungenmetastasen`.
  static func organ(of word: String) -> String? {
    var word = word.lowercased()
    for ending in ["metastasen", "metastase", "filiae"] where word.hasSuffix(ending) {
      word = String(word.dropLast(ending.count))
    }
    return organs[word] ?? organs[singular(word)]
  }

  private static func singular(_ word: String) -> String {
    word.hasSuffix("s") && !["ss", "us", "is", "as"].contains { word.hasSuffix($0) } && word.count > 3
      ? String(word.dropLast()) : word
  }

  private static let organs: [String: String] = {
    let words: [(organ: String, names: [String])] = [
      ("lung", ["lung", "pulmonary", "pulmonic", "pulmo", "lunge", "lungen", "pulmonal", "pulmonale", "pul"]),
      ("liver", ["liver", "hepatic", "hepar", "leber", "hepatisch", "hepatische", "hep"]),
      (
        "bone",
        [
          "bone", "bony", "osseous", "skeletal", "skeleton", "knochen", "ossär", "ossäre", "skelett", "oss", "spine",
          "spinal column", "vertebra", "vertebrae", "vertebral", "wirbel", "wirbelsäule", "wirbelkörper",
        ]
      ),
      (
        "brain",
        ["brain", "cerebral", "cerebrum", "gehirn", "hirn", "zerebral", "zerebrale", "cerebrale", "bra", "cns", "zns"]
      ),
      (
        "lymph node",
        [
          "lymph node", "lymph nodes", "nodal", "node", "lymphonodal", "lymphknoten", "lk", "ln", "lns", "nodes",
          "lymphnode",
          "lymphnodes", "lym",
        ]
      ),
      ("peritoneum", ["peritoneum", "peritoneal", "peritoneale", "bauchfell", "per"]),
      ("pleura", ["pleura", "pleural", "pleurae", "pleurale", "rippenfell", "ple"]),
      (
        "adrenal gland",
        ["adrenal", "adrenal gland", "adrenal glands", "suprarenal", "nebenniere", "nebennieren", "adr"]
      ),
      (
        "soft tissue",
        ["soft tissue", "soft tissues", "weichteil", "weichteile", "weichteilen", "weichgewebe"]
      ),
      ("skin", ["skin", "cutaneous", "cutis", "haut", "kutan", "kutane", "ski"]),
      ("kidney", ["kidney", "renal", "niere", "nieren", "renale"]),
      ("pancreas", ["pancreas", "pancreatic", "pankreas", "bauchspeicheldrüse", "bauchspeicheldrüsen"]),
      ("spleen", ["spleen", "splenic", "milz", "lienal"]),
      ("heart", ["heart", "cardiac", "herz", "kardial", "kardiale"]),
      ("muscle", ["muscle", "muscular", "muskel", "muskeln", "muskulatur", "muskulär", "muskuläre", "intramuscular"]),
      ("retroperitoneum", ["retroperitoneum", "retroperitoneal", "retroperitoneale"]),
      // Not bone, though the word begins with it.
      ("bone marrow", ["bone marrow", "knochenmark", "mar"]),
    ]
    return Dictionary(words.flatMap { item in item.names.map { ($0, item.organ) } }) { first, _ in first }
  }()

  private static let sides = [
    "links": "left", "linke": "left", "linker": "left", "linken": "left", "linkes": "left", "li": "left",
    "rechts": "right", "rechte": "right", "rechter": "right", "rechten": "right", "rechtes": "right", "re": "right",
    "both": "bilateral", "beide": "bilateral", "beider": "bilateral", "beidseits": "bilateral",
    "bds": "bilateral", "bilaterally": "bilateral", "bipulmonal": "bilateral",
  ]
  /// Words that say nothing of where.
  private static let fillers: Set = [
    "the", "of", "in", "a", "der", "die", "das", "des", "im", "multiple", "single", "solitary", "several", "diffuse",
    "disseminated", "small", "new", "metastasis", "metastases", "metastatic", "lesion", "lesions", "nodule", "nodules",
    "multiplen", "einzelne", "neue", "metastase", "metastasen", "läsion", "läsionen", "filiae",
  ]
}

extension Metastases {
  /// The sites as they are compared. A side alone is none: it says more of another.
  public var bodySites: [BodySite] {
    sites.flatMap(BodySite.all).filter { !["bilateral", "left", "right"].contains($0.organ) }
  }
}
