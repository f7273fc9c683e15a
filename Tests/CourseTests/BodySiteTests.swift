// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@Suite struct BodySiteTests {
  @Test(arguments: [
    (
      "lung",
      [
        "Lunge", "lungs", "pulmonary", "left lung", "Lung", "Lungenmetastasen", "both lungs",
        "upper lobe of the left lung",
      ]
    ),
    ("liver", ["Leber", "hepatic", "livers", "liver segment VI"]),
    ("bone", ["Knochen", "osseous", "bones", "skeletal"]),
    ("brain", ["Gehirn", "Hirn", "cerebral"]), ("peritoneum", ["Peritoneum", "peritoneal"]),
    ("lymph node", ["Lymphknoten", "lymph nodes", "nodal", "retroperitoneal lymph nodes", "pulmonary lymph node"]),
    ("pleura", ["pleural"]), ("adrenal gland", ["adrenal", "Nebenniere", "adrenal glands", "linke Nebenniere"]),
    ("soft tissue", ["Weichteile", "soft tissues"]), ("skin", ["Haut"]), ("kidney", ["Niere", "kidneys"]),
    ("pancreas", ["Pankreas"]), ("spleen", ["Milz"]), ("heart", ["Herz"]), ("muscle", ["Muskel", "muscles"]),
    ("bone marrow", ["bone marrow", "Knochenmark"]), ("retroperitoneum", ["retroperitoneal"]),
  ])
  func organs(organ: String, names: [String]) {
    for name in [organ] + names { #expect(BodySite(name).organ == organ, "\(name)") }
  }

  /// What the table does not know is compared by its words, case aside.
  @Test func otherSites() {
    #expect(BodySite("Thyroid").organ == "thyroid")
    #expect(BodySite("chest wall") == BodySite("Chest  Wall"))
    #expect(BodySite("pelvis").organ == "pelvis")
    #expect(BodySite("").organ == "")
  }

  @Test func severalInOneText() {
    #expect(BodySite.all(in: "Lunge und Leber").map(\.organ) == ["lung", "liver"])
    #expect(BodySite.all(in: "bone/soft tissue").map(\.organ) == ["bone", "soft tissue"])
  }

  /// Known: the same organ, unless both say where in it and these are two places.
  @Test(arguments: [
    (["lung"], "left lung", true), (["left lung"], "Lunge", true), (["left lung"], "right lung", false),
    (["left lung"], "both lungs", false), (["both lungs"], "rechte Lunge", true),
    (["left lung", "right lung"], "bilateral lungs", true),
    (["axillary lymph nodes"], "inguinal lymph nodes", false), (["axillary lymph nodes"], "Lymphknoten", true),
    (["lung"], "liver", false), (["left lung", "upper lobe of the left lung"], "left lung", true),
    (["thyroid"], "Thyroid", true),
    // Codes of TNM, and names of parts of an organ.
    (["lung"], "PUL", true), (["PUL"], "Lunge", true), (["liver"], "HEP", true), (["brain"], "ZNS", true),
    (["brain"], "CNS", true),
    (["bone"], "spine", true), (["Knochen"], "Wirbelsäule", true), (["OSS"], "vertebra", true),
    (["lung"], "HEP", false),
  ])
  func known(before: [String], now: String, isKnown: Bool) {
    #expect(BodySite(now).isKnown(from: before.map { BodySite($0) }) == isKnown)
  }

  /// A side beside a site is none of its own.
  @Test func aSideAloneIsNoSite() {
    #expect(Metastases(sites: ["lung", "bilateral"]).bodySites.map(\.organ) == ["lung"])
    #expect(Metastases(sites: ["links"]).bodySites.isEmpty)
  }
}
