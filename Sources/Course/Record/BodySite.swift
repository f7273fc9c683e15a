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
    // Alone, and not as a word among others.
    if words.count == 1, let organ = Self.codes[words[0]] { words = [organ] }
    words = words.map { Self.sides[$0] ?? $0 }.filter { !Self.fillers.contains($0) }
    var organs: Set<String> = []
    var details: Set<String> = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if rest.first == "like" {
        // `node-like lesion` is no node.
        details.insert(word)
      } else if let next = rest.first, let organ = Self.organs["\(word) \(next)"] {
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
    if let organ = organs.count == 1 ? organs.first : organs.contains(Self.node) ? Self.node : nil {
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

  /// All lymph nodes are one organ.
  private static let node = "lymph node"
  /// Whether it is a lymph node, wherever it lies.
  public var isNode: Bool { organ == Self.node }

  // MARK: two places

  /// How a place of the body stands to another.
  package enum Relation: Sendable, Hashable {
    /// Disease of the one may be disease of the other: one organ, not said to be on two sides of it.
    case same
    /// Another organ, side or part.
    case elsewhere
    /// Two organs of the table of which one lies beside many, so that disease may reach from one into the other: pleura and lung.
    case adjoining
    /// The words do not tell.
    case open
  }

  /// How disease here stands to disease there.
  package func relation(to other: BodySite) -> Relation {
    if let mine = side, let its = other.side, mine != its { return .elsewhere }
    let (known, otherKnown) = (Self.names.contains(organ), Self.names.contains(other.organ))
    guard organ == other.organ else {
      if known, otherKnown {
        return Self.beside.contains(organ) || Self.beside.contains(other.organ) ? .adjoining : .elsewhere
      }
      // `left thigh` and `thigh`: words that the table does not have, as far as they are the same.
      let (words, others) = (Set(organ.split(separator: " ")), Set(other.organ.split(separator: " ")))
      return !known && !otherKnown && !words.isDisjoint(with: others) ? .same : .open
    }
    let both: Set = ["left", "right"]
    let (mine, its) = (details.subtracting(both), other.details.subtracting(both))
    if mine.isSubset(of: its) || its.isSubset(of: mine) { return .same }
    return .open
  }

  /// Whether two lesions cannot grow into one mass: in two organs of the table that do not touch, or in the two of a pair. A mass of the liver may reach from
  /// one lobe into the other.
  package func isApart(from other: BodySite) -> Bool {
    guard organ == other.organ else {
      return isOrgan && other.isOrgan && !Self.beside.contains(organ) && !Self.beside.contains(other.organ)
    }
    guard let mine = side, let its = other.side else { return false }
    return mine != its && ["lung", "kidney", "adrenal gland"].contains(organ)
  }

  /// Whether two organs touch, as far as the table knows both.
  package func touches(_ other: BodySite) -> Bool {
    organ != other.organ && isOrgan && other.isOrgan && !isApart(from: other)
  }

  /// The one side that the words name; nil for none and for both.
  private var side: String? {
    let words = details.union(organ.split(separator: " ").map(String.init)).intersection(["left", "right"])
    return words.count == 1 ? words.first : nil
  }

  /// Whether the organ is one of the table.
  package var isOrgan: Bool { Self.names.contains(organ) }

  /// Organs that are in many places of the body, or lie beside many others.
  package var isWidespread: Bool { Self.beside.contains(organ) || organ == "bone" || organ == "bone marrow" }

  private static let names = Set(organs.values)
  private static let beside: Set = [
    "lymph node", "soft tissue", "muscle", "skin", "pleura", "peritoneum", "retroperitoneum",
  ]

  // MARK: the table

  /// The organ that a word names, alone or before `metastases`: `lung` of `Lungenmetastasen`.
  package static func organ(of word: String) -> String? {
    var word = word.lowercased()
    for ending in ["metastasen", "metastase", "filiae", "rezidive", "rezidiv"] where word.hasSuffix(ending) {
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
      ("lung", ["lung", "pulmonary", "pulmonic", "pulmo", "lunge", "lungen", "pulmonal", "pulmonale"]),
      ("liver", ["liver", "hepatic", "hepar", "leber", "hepatisch", "hepatische"]),
      (
        "bone",
        [
          "bone", "bony", "osseous", "skeletal", "skeleton", "knochen", "ossär", "ossäre", "skelett", "spine",
          "spinal column", "vertebra", "vertebrae", "vertebral", "wirbel", "wirbelsäule", "wirbelkörper",
        ]
      ),
      (
        "brain",
        ["brain", "cerebral", "cerebrum", "gehirn", "hirn", "zerebral", "zerebrale", "cerebrale", "cns", "zns"]
      ),
      (
        "lymph node",
        [
          "lymph node", "lymph nodes", "nodal", "node", "lymphonodal", "lymphknoten", "lk", "ln", "lns", "nodes",
          "lymphnode",
          "lymphnodes",
        ]
      ),
      ("peritoneum", ["peritoneum", "peritoneal", "peritoneale", "bauchfell"]),
      ("pleura", ["pleura", "pleural", "pleurae", "pleurale", "rippenfell"]),
      (
        "adrenal gland",
        ["adrenal", "adrenal gland", "adrenal glands", "suprarenal", "nebenniere", "nebennieren"]
      ),
      (
        "soft tissue",
        ["soft tissue", "soft tissues", "weichteil", "weichteile", "weichteilen", "weichgewebe"]
      ),
      ("skin", ["skin", "cutaneous", "cutis", "haut", "kutan", "kutane"]),
      ("kidney", ["kidney", "renal", "niere", "nieren", "renale"]),
      ("pancreas", ["pancreas", "pancreatic", "pankreas", "bauchspeicheldrüse", "bauchspeicheldrüsen"]),
      ("spleen", ["spleen", "splenic", "milz", "lienal"]),
      ("heart", ["heart", "cardiac", "herz", "kardial", "kardiale"]),
      ("muscle", ["muscle", "muscular", "muskel", "muskeln", "muskulatur", "muskulär", "muskuläre", "intramuscular"]),
      ("retroperitoneum", ["retroperitoneum", "retroperitoneal", "retroperitoneale"]),
      // Not bone, though the word begins with it.
      ("bone marrow", ["bone marrow", "knochenmark"]),
    ]
    return Dictionary(words.flatMap { item in item.names.map { ($0, item.organ) } }) { first, _ in first }
  }()

  /// Sites of metastases as TNM abbreviates them (UICC, TNM Classification of Malignant Tumours, 8th edition).
  private static let codes = [
    "pul": "lung", "hep": "liver", "oss": "bone", "bra": "brain", "lym": "nodes", "mar": "knochenmark",
    "ple": "pleura", "per": "peritoneum", "adr": "adrenal", "ski": "skin",
  ]

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
