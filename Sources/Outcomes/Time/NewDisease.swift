// SPDX-License-Identifier: Apache-2.0

public import Plain

/// Disease that an entry of its own records: by RECIST 1.1 (section 4.3.5) a new lesion is progression.
public enum NewDisease: String, Sendable, Hashable, CaseIterable {
  /// Relapse at the primary site.
  case localRelapse = "local relapse"
  /// Metastases at a site where none were recorded before.
  case metastases = "new metastases"

  /// In words of every language.
  public var phrase: Phrase {
    switch self {
    case .localRelapse: Phrase("local relapse", "Lokalrezidiv")
    case .metastases: Phrase("new metastases", "neue Metastasen")
    }
  }
}
