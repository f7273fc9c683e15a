// SPDX-License-Identifier: Apache-2.0

/// Drugs that are given beside treatment of the tumour: they open no line of therapy and end no time.
///
/// By group of the ATC index of the WHO Collaborating Centre for Drug Statistics Methodology. Corticosteroids are missing on purpose: they treat
/// tumours too.
public enum SupportiveDrugs {
  /// Generic names by what they are for.
  static let groups: [(purpose: String, drugs: [String])] = [
    (
      "colony-stimulating factors (ATC L03AA)",
      ["filgrastim", "lenograstim", "lipegfilgrastim", "pegfilgrastim", "sargramostim", "g-csf"]
    ),
    ("antianaemics (ATC B03)", ["darbepoetin", "darbepoetin alfa", "epoetin", "epoetin alfa", "epoetin beta"]),
    (
      "drugs for the skeleton (ATC M05B)",
      [
        "clodronate", "clodronic acid", "denosumab", "ibandronate", "ibandronic acid", "pamidronate", "pamidronic acid",
        "zoledronate", "zoledronic acid",
      ]
    ),
    ("antiemetics (ATC A04A)", ["aprepitant", "fosaprepitant", "granisetron", "ondansetron", "palonosetron"]),
    (
      "protective agents (ATC V03AF)",
      ["calcium folinate", "dexrazoxane", "folinic acid", "leucovorin", "mesna", "rasburicase"]
    ),
  ]

  private static let names = Set(groups.flatMap(\.drugs))

  /// Whether a drug is one of them, whatever its case.
  public static func contain(_ drug: String) -> Bool { names.contains(drug.lowercased()) }
}

extension Therapy {
  /// Whether it treats no tumour: all its drugs are supportive, and the record neither numbers it as a line nor gives it the intent of one.
  ///
  /// Denosumab against a giant cell tumour is a treatment: `intent:` or `line:` says so.
  public var isSupportive: Bool {
    !drugs.isEmpty && drugs.allSatisfy(SupportiveDrugs.contain) && statedLine == nil && intent == nil
  }
}
