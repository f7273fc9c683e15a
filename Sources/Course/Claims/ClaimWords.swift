// SPDX-License-Identifier: Apache-2.0

public import Plain

extension ClaimedEvent {
  /// `death`, in German `Tod`.
  public var phrase: Phrase {
    switch self {
    case .death: Phrase("death", "Tod")
    case .progression: Phrase("progression", "Progress")
    }
  }
}
