// SPDX-License-Identifier: Apache-2.0

/// What is written among the drugs of a therapy and is none, with the entry that is meant: as a therapy it would open a line.
enum OtherTreatment {
  /// The entry that a text means; nil for what may be a drug.
  static func entry(_ text: String) -> String? {
    let words = text.lowercased().split(separator: " ").joined(separator: " ")
    return entries.first { $0.names.contains(words) }?.entry
  }

  private static let entries: [(entry: String, names: Set<String>)] = [
    (
      "best supportive care: true",
      [
        "bsc", "best supportive care", "supportive care", "supportive care only", "supportivtherapie",
        "palliative care",
        "palliativversorgung", "symptomatische therapie",
      ]
    ),
    (
      "follow-up: watch and wait",
      [
        "watch and wait", "watch & wait", "watch+wait", "w&w", "wait and see", "wait & see", "watchful waiting",
        "active surveillance", "surveillance", "observation", "beobachtung", "nachsorge", "follow-up", "follow up",
        "kontrolle",
      ]
    ),
    (
      "radiotherapy: …",
      [
        "radiotherapy", "radiation", "radiation therapy", "irradiation", "rt", "xrt", "rtx", "radiotherapie",
        "strahlentherapie", "bestrahlung", "radiatio", "sbrt", "stereotactic radiotherapy", "brachytherapy",
        "brachytherapie", "cyberknife", "gamma knife",
      ]
    ),
    (
      "surgery: …",
      [
        "surgery", "operation", "op", "resection", "resektion", "tumorresektion", "tumour resection", "tumor resection",
        "excision", "exzision", "metastasectomy", "metastasektomie", "metastasenresektion", "amputation", "debulking",
      ]
    ),
    (
      "ablation: …",
      [
        "ablation", "rfa", "radiofrequency ablation", "radiofrequenzablation", "mwa", "microwave ablation",
        "mikrowellenablation", "cryoablation", "kryoablation",
      ]
    ),
  ]
}
