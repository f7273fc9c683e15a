// SPDX-License-Identifier: Apache-2.0

public import Plain

extension Phrase {
  /// An organ as ``BodySite`` names it, `lung`, in every language; of one that has no word here, and of any other words, as they are written.
  public static func organ(_ name: String) -> Phrase {
    organs[name.lowercased()].map { Phrase("\(name)", "\($0)") } ?? Phrase(same: name)
  }

  private static let organs = [
    "lung": "Lunge", "lungs": "Lunge", "liver": "Leber", "bone": "Knochen", "bones": "Knochen", "brain": "Gehirn",
    "lymph node": "Lymphknoten", "lymph nodes": "Lymphknoten", "peritoneum": "Peritoneum", "pleura": "Pleura",
    "adrenal gland": "Nebenniere", "soft tissue": "Weichteile", "skin": "Haut", "kidney": "Niere",
    "pancreas": "Pankreas", "spleen": "Milz", "heart": "Herz", "muscle": "Muskulatur",
    "retroperitoneum": "Retroperitoneum", "bone marrow": "Knochenmark",
  ]
}
